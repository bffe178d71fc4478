/**
 * Where an array is touched, as polynomials over parameters, lengths and loop counters, and what they prove: whether iterations
 * touch cells of their own, and which iteration touched a given cell. Imports {@code ir} only.
 */
package dev.adjoint.processor.analysis.subscript;
