/**
 * Matrices of derivatives: what generated code needs to put Hessians and Jacobians together.
 *
 * <p>May import {@code java.lang} and {@code java.util} and nothing else.
 */
package dev.adjoint.runtime.matrix;
