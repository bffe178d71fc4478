package dev.adjoint.runtime.tensor;

import dev.adjoint.annotations.DerivativeRules;
import dev.adjoint.runtime.backend.spi.Scalar;

/**
 * Arithmetic of tensors that broadcast, and of tensors and numbers. Types meet as {@code DType.promote} says; a quotient is
 * always floating.
 *
 * <p>Methods that take a tensor throw {@link IllegalArgumentException} if the shapes do not broadcast, or the operands are
 * on different devices. Those with an underscore change this tensor in place and return it; they throw
 * {@link IllegalStateException} on a leaf that requires a gradient while operations are recorded, and
 * {@link IllegalArgumentException} if the result does not fit this tensor's shape or type.
 */
@DerivativeRules(ArithmeticRules.class)
public sealed interface TensorArithmetic permits Tensor {
  /** This tensor. */
  Tensor self();

  /** {@code this + other}. */
  default Tensor add(Tensor other) {
    return Elementwise.ADD.apply(self(), other);
  }

  /** {@code this + c}. */
  default Tensor add(double c) {
    return ScalarOperations.add(self(), Scalar.of(c), false);
  }

  /** {@code this + c}. */
  default Tensor add(long c) {
    return ScalarOperations.add(self(), Scalar.of(c), true);
  }

  /** {@code this - other}. */
  default Tensor sub(Tensor other) {
    return Elementwise.SUB.apply(self(), other);
  }

  /** {@code this - c}. */
  default Tensor sub(double c) {
    return ScalarOperations.sub(self(), Scalar.of(c), false);
  }

  /** {@code this - c}. */
  default Tensor sub(long c) {
    return ScalarOperations.sub(self(), Scalar.of(c), true);
  }

  /** {@code c - this}. */
  default Tensor rsub(double c) {
    return ScalarOperations.rsub(self(), Scalar.of(c), false);
  }

  /** {@code c - this}. */
  default Tensor rsub(long c) {
    return ScalarOperations.rsub(self(), Scalar.of(c), true);
  }

  /** {@code this * other}, element by element. */
  default Tensor mul(Tensor other) {
    return Elementwise.MUL.apply(self(), other);
  }

  /** {@code this * c}. */
  default Tensor mul(double c) {
    return ScalarOperations.mul(self(), Scalar.of(c), false);
  }

  /** {@code this * c}. */
  default Tensor mul(long c) {
    return ScalarOperations.mul(self(), Scalar.of(c), true);
  }

  /** {@code this / other}, element by element. */
  default Tensor div(Tensor other) {
    return Elementwise.DIV.apply(self(), other);
  }

  /** {@code this / c}. */
  default Tensor div(double c) {
    return ScalarOperations.div(self(), Scalar.of(c));
  }

  /** {@code c / this}. */
  default Tensor rdiv(double c) {
    return self().reciprocal().mul(c);
  }

  /**
   * The remainder of {@code this / other} with the sign of the divisor.
   *
   * @throws ArithmeticException if a divisor of whole numbers is 0
   */
  default Tensor remainder(Tensor other) {
    return Elementwise.REMAINDER.apply(self(), other);
  }

  /** The remainder of {@code this / c} with the sign of c. */
  default Tensor remainder(double c) {
    return ScalarOperations.remainder(self(), Scalar.of(c), false);
  }

  /**
   * The remainder of {@code this / c} with the sign of c.
   *
   * @throws ArithmeticException if c is 0 and the elements are whole numbers
   */
  default Tensor remainder(long c) {
    return ScalarOperations.remainder(self(), Scalar.of(c), true);
  }

  /**
   * {@code this} to the power of {@code exponent}, element by element.
   *
   * @throws IllegalArgumentException if an exponent is negative and both tensors are of whole numbers
   */
  default Tensor pow(Tensor exponent) {
    return Elementwise.POW.apply(self(), exponent);
  }

  /** {@code this} to a power. */
  default Tensor pow(double exponent) {
    return ScalarOperations.pow(self(), Scalar.of(exponent), false);
  }

  /**
   * {@code this} to a power.
   *
   * @throws IllegalArgumentException if the exponent is negative and the elements are whole numbers
   */
  default Tensor pow(long exponent) {
    return ScalarOperations.pow(self(), Scalar.of(exponent), true);
  }

  /** {@code -this}. */
  default Tensor neg() {
    return Elementwise.NEG.apply(self());
  }

  /** The greater, element by element; NaN if one is NaN. At a tie the gradient goes to this tensor. */
  default Tensor maximum(Tensor other) {
    return Elementwise.MAXIMUM.apply(self(), other);
  }

  /** The lesser, element by element; NaN if one is NaN. At a tie the gradient goes to this tensor. */
  default Tensor minimum(Tensor other) {
    return Elementwise.MINIMUM.apply(self(), other);
  }

  /** The angle of the point {@code (other, this)} in radians. */
  default Tensor atan2(Tensor other) {
    return Elementwise.ATAN2.apply(self(), other);
  }

  /** {@code this + factor * other} in one pass. */
  default Tensor addScaled(double factor, Tensor other) {
    return Ternary.addMul(self(), other, Scalar.of(factor));
  }

  /** Adds in place. */
  default Tensor add_(Tensor other) {
    return Elementwise.ADD.applyInPlace(self(), other);
  }

  /** Adds in place. */
  default Tensor add_(double c) {
    return ScalarOperations.addInPlace(self(), Scalar.of(c), false);
  }

  /** Adds in place. */
  default Tensor add_(long c) {
    return ScalarOperations.addInPlace(self(), Scalar.of(c), true);
  }

  /** Subtracts in place. */
  default Tensor sub_(Tensor other) {
    return Elementwise.SUB.applyInPlace(self(), other);
  }

  /** Subtracts in place. */
  default Tensor sub_(double c) {
    return ScalarOperations.subInPlace(self(), Scalar.of(c), false);
  }

  /** Subtracts in place. */
  default Tensor sub_(long c) {
    return ScalarOperations.subInPlace(self(), Scalar.of(c), true);
  }

  /** Multiplies in place. */
  default Tensor mul_(Tensor other) {
    return Elementwise.MUL.applyInPlace(self(), other);
  }

  /** Multiplies in place. */
  default Tensor mul_(double c) {
    return ScalarOperations.mulInPlace(self(), Scalar.of(c), false);
  }

  /** Multiplies in place. */
  default Tensor mul_(long c) {
    return ScalarOperations.mulInPlace(self(), Scalar.of(c), true);
  }

  /** Divides in place. */
  default Tensor div_(Tensor other) {
    return Elementwise.DIV.applyInPlace(self(), other);
  }

  /** Divides in place. */
  default Tensor div_(double c) {
    return ScalarOperations.divInPlace(self(), Scalar.of(c));
  }

  /** Changes the sign in place. */
  default Tensor neg_() {
    return Elementwise.NEG.applyInPlace(self());
  }

  /** Adds {@code factor * other} in place, in one pass. */
  default Tensor addScaled_(double factor, Tensor other) {
    return Ternary.addMulInPlace(self(), other, Scalar.of(factor));
  }

  /** Adds {@code factor * a * b} in place; a and b have this tensor's shape and type. */
  default Tensor addProduct_(double factor, Tensor a, Tensor b) {
    return Ternary.addMulInPlace(self(), factor == 1 ? a : a.mul(factor), b);
  }

  /** Adds {@code factor * a / b} in place; a and b have this tensor's shape and type. */
  default Tensor addQuotient_(double factor, Tensor a, Tensor b) {
    return Ternary.addDivInPlace(self(), factor == 1 ? a : a.mul(factor), b);
  }
}
