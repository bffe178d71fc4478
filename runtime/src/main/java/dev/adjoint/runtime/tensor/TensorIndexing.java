package dev.adjoint.runtime.tensor;

import dev.adjoint.annotations.DerivativeRules;
import dev.adjoint.annotations.NonDifferentiable;

/**
 * Elements chosen by int64 indices. Indices do not count from the end; one outside of its dimension is an
 * {@link IndexOutOfBoundsException} that names it.
 */
@DerivativeRules(IndexingRules.class)
public sealed interface TensorIndexing permits Tensor {
  /** This tensor. */
  Tensor self();

  /**
   * {@code result[i][j] = this[index[i][j]][j]} for dim 0, and so for the others.
   *
   * @param index int64, of this tensor's rank, at most its size in every dimension but dim
   */
  default Tensor gather(int dim, @NonDifferentiable Tensor index) {
    return Indices.gather(self(), dim, index);
  }

  /** The entries with these indices along a dimension; index has rank 1. */
  default @NonDifferentiable Tensor indexSelect(int dim, @NonDifferentiable Tensor index) {
    return Indices.indexSelect(self(), dim, index);
  }

  /** A copy with {@code copy[index[i][j]][j] += source[i][j]} for dim 0, and so for the others. */
  default Tensor scatterAdd(int dim, @NonDifferentiable Tensor index, Tensor source) {
    return Indices.scatterAdd(self(), dim, index, source);
  }

  /** A copy with {@code copy[index[i]] += source[i]} along a dimension; index has rank 1. */
  default @NonDifferentiable Tensor indexAdd(int dim, @NonDifferentiable Tensor index, Tensor source) {
    return Indices.indexAdd(self(), dim, index, source);
  }

  /** The entries along dimension 0 with these indices, in the shape of the indices. */
  default Tensor take(@NonDifferentiable Tensor index) {
    if (self().rank() == 0) {
      throw new IllegalArgumentException("take: a scalar has no dimension to take entries of");
    }
    int[] sizes = java.util.Arrays.copyOf(index.shape().sizes(), index.rank() + self().rank() - 1);
    for (int d = 1; d < self().rank(); d++) {
      sizes[index.rank() + d - 1] = self().size(d);
    }
    return indexSelect(0, index.reshape(-1)).reshape(sizes);
  }

  /** The elements where a bool mask of this tensor's shape is true, in row-major order. */
  default @NonDifferentiable Tensor maskedSelect(@NonDifferentiable Tensor mask) {
    return Indices.maskedSelect(self(), mask);
  }

  /** The positions, one row each, of the elements that are not 0, int64. */
  @NonDifferentiable
  default Tensor nonzero() {
    return Indices.nonzero(self());
  }

  /** 1 at the place each of these int64 classes names along a new last dimension, 0 elsewhere, int64. */
  @NonDifferentiable
  default Tensor oneHot(int classes) {
    return Indices.oneHot(self(), classes);
  }
}
