/**
 * Examples of methods on tensors that are differentiated when they are compiled, one idea for each class. May import what
 * the examples above it may.
 */
package dev.adjoint.examples.tensormethods;
