/**
 * Matrices of derivatives: what generated code needs to put Hessians and Jacobians together.
 *
 * <p>May import {@code shadow} of the runtime.
 */
package dev.adjoint.runtime.matrix;
