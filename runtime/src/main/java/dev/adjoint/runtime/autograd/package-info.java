/**
 * Differentiation beyond {@code Tensor.backward()}: gradients of chosen inputs
 * ({@link dev.adjoint.runtime.autograd.Autograd}), operations with a derivative of the user's own
 * ({@link dev.adjoint.runtime.autograd.Function}), memory for time ({@link dev.adjoint.runtime.autograd.Checkpoint}),
 * Jacobians, Hessians and products with them ({@link dev.adjoint.runtime.autograd.Functional}), and the comparison of
 * derivatives with differences ({@link dev.adjoint.runtime.autograd.GradCheck}).
 *
 * <p>Imports {@code tensor} and {@code array}.
 */
package dev.adjoint.runtime.autograd;
