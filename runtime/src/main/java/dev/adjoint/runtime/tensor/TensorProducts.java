package dev.adjoint.runtime.tensor;

import dev.adjoint.annotations.DerivativeRules;

/** Products of matrices and vectors. */
@DerivativeRules(ProductRules.class)
public sealed interface TensorProducts permits Tensor {
  /** This tensor. */
  Tensor self();

  /**
   * The matrix product: of two vectors their inner product; a vector on the left is a row, on the right a column; leading
   * dimensions are a batch and broadcast.
   *
   * @throws IllegalArgumentException if an operand is a scalar, inner sizes differ or batches do not broadcast
   */
  default Tensor matmul(Tensor other) {
    return Products.matmul(self(), other);
  }

  /**
   * The product of two matrices.
   *
   * @throws IllegalArgumentException if an operand is not of rank 2, or inner sizes differ
   */
  default Tensor mm(Tensor other) {
    if (self().rank() != 2 || other.rank() != 2) {
      throw new IllegalArgumentException("mm: two matrices are needed, not shapes " + self().shape() + " and "
          + other.shape());
    }
    return Products.matmul(self(), other);
  }

  /**
   * The inner product of two vectors.
   *
   * @throws IllegalArgumentException if an operand is not of rank 1, or sizes differ
   */
  default Tensor dot(Tensor other) {
    if (self().rank() != 1 || other.rank() != 1) {
      throw new IllegalArgumentException("dot: two vectors are needed, not shapes " + self().shape() + " and "
          + other.shape());
    }
    return Products.matmul(self(), other);
  }

  /** {@code x A^T + b}: this tensor [..., in], weight [out, in], bias [out] or null; the result is [..., out]. */
  default Tensor linear(Tensor weight, Tensor bias) {
    return Products.linear(self(), weight, bias);
  }
}
