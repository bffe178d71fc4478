/** Patterns of sparse matrices, and Jacobians put together from products. */
package dev.adjoint.tests.matrix;
