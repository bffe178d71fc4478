package dev.adjoint.runtime.tensor;

import dev.adjoint.annotations.DerivativeRules;
import dev.adjoint.annotations.NonDifferentiable;
import dev.adjoint.runtime.array.Shape;

/**
 * Reductions over all elements or along dimensions. Dimensions count from 0, or from -1 for the last downwards; with
 * {@code keepDim} a reduced dimension stays with size 1. Methods throw {@link IndexOutOfBoundsException} for a dimension
 * that is not there and {@link IllegalArgumentException} for one named twice.
 */
@DerivativeRules({ReductionRules.class, VarianceRules.class, NormRules.class, ExtremumRules.class})
public sealed interface TensorReductions permits Tensor {
  /** This tensor. */
  Tensor self();

  /** The sum of all elements; of truth values an int64 count. */
  default Tensor sum() {
    return Reductions.sum(self());
  }

  /** Sums along dimensions. */
  default Tensor sum(int... dims) {
    return sum(false, dims);
  }

  /** Sums along dimensions; along all where none is named. */
  default Tensor sum(boolean keepDim, int... dims) {
    return Reductions.sum(self(), keepDim, dims);
  }

  /** The mean of all elements, which are floating. */
  default Tensor mean() {
    return Reductions.mean(self());
  }

  /** Means along dimensions. */
  default Tensor mean(int... dims) {
    return mean(false, dims);
  }

  /** Means along dimensions; along all where none is named. */
  default Tensor mean(boolean keepDim, int... dims) {
    return Reductions.mean(self(), keepDim, dims);
  }

  /** The variance along dimensions (all where none is named), with n - 1 in the denominator. */
  default Tensor var(boolean keepDim, int... dims) {
    return Reductions.variance(self(), keepDim, dims);
  }

  /** The variance of all elements, with n - 1 in the denominator. */
  default Tensor var() {
    return var(false);
  }

  /** The standard deviation of all elements, with n - 1 in the denominator; its gradient at 0 is 0. */
  default Tensor std() {
    return std(false);
  }

  /** The standard deviation along dimensions, with n - 1 in the denominator; its gradient at 0 is 0. */
  default Tensor std(boolean keepDim, int... dims) {
    return Reductions.deviation(self(), keepDim, dims);
  }

  /** The greatest element, NaN if there is one. The gradient goes to the first place where it stands. */
  default Tensor max() {
    return Extremes.all(self(), true);
  }

  /** The least element, NaN if there is one. The gradient goes to the first place where it stands. */
  default Tensor min() {
    return Extremes.all(self(), false);
  }

  /** The greatest elements along a dimension and where they stand first. */
  default Extremum max(int dim) {
    return max(dim, false);
  }

  /** The greatest elements along a dimension and where they stand first. */
  default Extremum max(int dim, boolean keepDim) {
    return Extremes.along(self(), dim, keepDim, true);
  }

  /** The least elements along a dimension and where they stand first. */
  default Extremum min(int dim) {
    return min(dim, false);
  }

  /** The least elements along a dimension and where they stand first. */
  default Extremum min(int dim, boolean keepDim) {
    return Extremes.along(self(), dim, keepDim, false);
  }

  /** The position of the first greatest element in row-major order, int64. */
  @NonDifferentiable
  default Tensor argmax() {
    return Extremes.position(self(), true);
  }

  /** The position of the first least element in row-major order, int64. */
  @NonDifferentiable
  default Tensor argmin() {
    return Extremes.position(self(), false);
  }

  /** The positions of the first greatest elements along a dimension, int64. */
  @NonDifferentiable
  default Tensor argmax(int dim, boolean keepDim) {
    return Extremes.position(self(), dim, keepDim, true);
  }

  /** The positions of the first least elements along a dimension, int64. */
  @NonDifferentiable
  default Tensor argmin(int dim, boolean keepDim) {
    return Extremes.position(self(), dim, keepDim, false);
  }

  /** The Euclidean norm of all elements; its gradient at 0 is 0. */
  default Tensor norm() {
    return Reductions.norm(self(), false);
  }

  /** The Euclidean norm along dimensions; its gradient at 0 is 0. */
  default Tensor norm(boolean keepDim, int... dims) {
    return Reductions.norm(self(), keepDim, dims);
  }

  /**
   * The p-norm {@code (sum |x|^p)^(1/p)} along dimensions (all where none is named); for infinite p the greatest or least
   * magnitude, for p = 0 the number of elements that are not 0.
   */
  default Tensor norm(double p, boolean keepDim, int... dims) {
    return Reductions.norm(self(), p, keepDim, dims);
  }

  /** {@code log(sum(e^x))} along dimensions (all where none is named), without overflow. */
  default Tensor logsumexp(boolean keepDim, int... dims) {
    return Reductions.logsumexp(self(), keepDim, dims);
  }

  /** {@code log(sum(e^x))} along dimensions, without overflow. */
  default Tensor logsumexp(int... dims) {
    return logsumexp(false, dims);
  }

  /** {@code e^x / sum(e^x)} along a dimension. */
  default Tensor softmax(int dim) {
    return Softmax.apply(self(), dim, false);
  }

  /** The logarithm of {@link #softmax}, without overflow or cancellation. */
  default Tensor logSoftmax(int dim) {
    return Softmax.apply(self(), dim, true);
  }

  /** Sums of the elements up to and including each, along a dimension. */
  default Tensor cumsum(int dim) {
    return Softmax.cumsum(self(), dim);
  }

  /** Whether all elements are not 0. */
  @NonDifferentiable
  default Tensor all() {
    return Reductions.logical(self(), true, false);
  }

  /** Whether an element is not 0. */
  @NonDifferentiable
  default Tensor any() {
    return Reductions.logical(self(), false, false);
  }

  /** Whether all elements along dimensions are not 0. */
  @NonDifferentiable
  default Tensor all(boolean keepDim, int... dims) {
    return Reductions.logical(self(), true, keepDim, dims);
  }

  /** Whether an element along dimensions is not 0. */
  @NonDifferentiable
  default Tensor any(boolean keepDim, int... dims) {
    return Reductions.logical(self(), false, keepDim, dims);
  }

  /** This tensor summed to a shape that broadcasts to its own. */
  default Tensor sumTo(Shape shape) {
    return Reductions.sumTo(self(), shape);
  }
}
