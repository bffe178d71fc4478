/**
 * Examples of tensors that are differentiated as they are computed, one idea for each class. May import what the examples above
 * it may.
 */
package dev.adjoint.examples.tensor;
