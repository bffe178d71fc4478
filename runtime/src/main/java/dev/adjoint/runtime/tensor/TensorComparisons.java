package dev.adjoint.runtime.tensor;

import dev.adjoint.annotations.DerivativeRules;
import dev.adjoint.annotations.NonDifferentiable;
import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.CompareOp;
import dev.adjoint.runtime.backend.spi.Scalar;

/** Comparisons and logic. Results are bool and never require a gradient; shapes broadcast. */
@DerivativeRules({})
public sealed interface TensorComparisons permits Tensor {
  /** This tensor. */
  Tensor self();

  /** {@code this == other}. */
  @NonDifferentiable
  default Tensor eq(Tensor other) {
    return Comparisons.apply(CompareOp.EQ, self(), other);
  }

  /** {@code this == c}. */
  @NonDifferentiable
  default Tensor eq(double c) {
    return Comparisons.apply(CompareOp.EQ, self(), Scalar.of(c));
  }

  /** {@code this != other}. */
  @NonDifferentiable
  default Tensor ne(Tensor other) {
    return Comparisons.apply(CompareOp.NE, self(), other);
  }

  /** {@code this != c}. */
  @NonDifferentiable
  default Tensor ne(double c) {
    return Comparisons.apply(CompareOp.NE, self(), Scalar.of(c));
  }

  /** {@code this < other}. */
  @NonDifferentiable
  default Tensor lt(Tensor other) {
    return Comparisons.apply(CompareOp.LT, self(), other);
  }

  /** {@code this < c}. */
  @NonDifferentiable
  default Tensor lt(double c) {
    return Comparisons.apply(CompareOp.LT, self(), Scalar.of(c));
  }

  /** {@code this <= other}. */
  @NonDifferentiable
  default Tensor le(Tensor other) {
    return Comparisons.apply(CompareOp.LE, self(), other);
  }

  /** {@code this <= c}. */
  @NonDifferentiable
  default Tensor le(double c) {
    return Comparisons.apply(CompareOp.LE, self(), Scalar.of(c));
  }

  /** {@code this > other}. */
  @NonDifferentiable
  default Tensor gt(Tensor other) {
    return Comparisons.apply(CompareOp.GT, self(), other);
  }

  /** {@code this > c}. */
  @NonDifferentiable
  default Tensor gt(double c) {
    return Comparisons.apply(CompareOp.GT, self(), Scalar.of(c));
  }

  /** {@code this >= other}. */
  @NonDifferentiable
  default Tensor ge(Tensor other) {
    return Comparisons.apply(CompareOp.GE, self(), other);
  }

  /** {@code this >= c}. */
  @NonDifferentiable
  default Tensor ge(double c) {
    return Comparisons.apply(CompareOp.GE, self(), Scalar.of(c));
  }

  /** Whether each element is a NaN. */
  @NonDifferentiable
  default Tensor isNaN() {
    Tensor x = self().detach();
    return x.ne(x);
  }

  /** Whether each element is neither infinite nor a NaN. */
  @NonDifferentiable
  default Tensor isFinite() {
    Tensor x = self().detach();
    return x.dtype().isFloating() ? x.abs().lt(Double.POSITIVE_INFINITY) : x.eq(x);
  }

  /** {@code !this}, of a bool tensor. */
  @NonDifferentiable
  default Tensor logicalNot() {
    return Elementwise.NOT.apply(self());
  }

  /** {@code this & other}, of bool tensors. */
  @NonDifferentiable
  default Tensor logicalAnd(Tensor other) {
    return Elementwise.AND.apply(self(), other);
  }

  /** {@code this | other}, of bool tensors. */
  @NonDifferentiable
  default Tensor logicalOr(Tensor other) {
    return Elementwise.OR.apply(self(), other);
  }

  /** {@code this ^ other}, of bool tensors. */
  @NonDifferentiable
  default Tensor logicalXor(Tensor other) {
    return Elementwise.XOR.apply(self(), other);
  }

  /** Whether the other has the same shape, type and elements; a NaN equals nothing. */
  @NonDifferentiable
  default boolean equalTo(Tensor other) {
    return self().shape().equals(other.shape()) && self().dtype() == other.dtype()
        && self().detach().eq(other.detach()).all().itemBoolean();
  }

  /**
   * Whether the other has the same shape and {@code |this - other| <= absolute + relative * |other|} everywhere; equal
   * infinities are close, a NaN is close to nothing.
   */
  @NonDifferentiable
  default boolean allClose(Tensor other, double relative, double absolute) {
    if (!self().shape().equals(other.shape())) {
      return false;
    }
    Tensor x = self().detach().to(DType.FLOAT64);
    Tensor y = other.detach().to(DType.FLOAT64);
    Tensor near = x.sub(y).abs().le(y.abs().mul(relative).add(absolute)).logicalAnd(y.isFinite());
    return near.logicalOr(self().eq(other)).all().itemBoolean();
  }
}
