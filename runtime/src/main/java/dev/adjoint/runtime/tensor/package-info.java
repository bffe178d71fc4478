/**
 * Tensors and define-by-run differentiation: {@link dev.adjoint.runtime.tensor.Tensor}, the graph of
 * {@link dev.adjoint.runtime.tensor.Node}s that operations on it record, and the derivative of each operation.
 *
 * <p>An operation checks and converts its operands, runs kernels of the backend that holds them and, where an operand
 * requires a gradient, records a node. The derivatives are written in terms of tensor operations, so that they can be
 * differentiated themselves. Tensor, graph and derivatives refer to each other and therefore share this package.
 *
 * <p>Imports {@code array}, {@code backend}, {@code backend.spi} and {@code profile}. No class here knows a backend's
 * storage: elements are reached through the SPI only.
 */
package dev.adjoint.runtime.tensor;
