/**
 * Optimizers: {@link dev.adjoint.runtime.optim.Sgd}, {@link dev.adjoint.runtime.optim.Adam},
 * {@link dev.adjoint.runtime.optim.AdamW} and {@link dev.adjoint.runtime.optim.Lbfgs} over lists of parameters, schedules
 * for their learning rates, and clipping of gradients. Formulas and defaults are PyTorch's ({@code torch.optim}).
 *
 * <p>Imports {@code autograd}, {@code tensor} and what is below. Updates run in place through the backend's kernels, and
 * nothing of them is recorded.
 */
package dev.adjoint.runtime.optim;
