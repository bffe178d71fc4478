/**
 * Neural networks: {@link dev.adjoint.runtime.nn.Module}s that hold parameters and compute with them, their
 * initialisation, and {@link dev.adjoint.runtime.nn.SafeTensors} files that keep them.
 *
 * <p>Names, defaults and text are those of PyTorch's {@code torch.nn}. Imports {@code array}, {@code backend.spi},
 * {@code tensor} and {@code autograd}.
 */
package dev.adjoint.runtime.nn;
