package dev.adjoint.runtime.tensor;

import dev.adjoint.annotations.DerivativeRules;
import dev.adjoint.annotations.NonDifferentiable;
/**
 * Functions of each element. Where a function's values are not whole numbers, a tensor of whole numbers or truth values is
 * converted to float32 first. Angles are in radians. Kinks and singular points are described in {@code docs/semantics.md}.
 */
@DerivativeRules(FunctionRules.class)
public sealed interface TensorFunctions permits Tensor {
  /** This tensor. */
  Tensor self();

  /** {@code |x|}. */
  default Tensor abs() {
    return Elementwise.ABS.apply(self());
  }

  /** -1, 0 or 1; the derivative is 0. */
  default Tensor sign() {
    return Elementwise.SIGN.apply(self());
  }

  /** {@code x * x}. */
  default Tensor square() {
    return Elementwise.SQUARE.apply(self());
  }

  /** {@code e^x}. */
  default Tensor exp() {
    return Elementwise.EXP.apply(self());
  }

  /** {@code e^x - 1}. */
  default Tensor expm1() {
    return Elementwise.EXPM1.apply(self());
  }

  /** The natural logarithm. */
  default Tensor log() {
    return Elementwise.LOG.apply(self());
  }

  /** {@code log(1 + x)}. */
  default Tensor log1p() {
    return Elementwise.LOG1P.apply(self());
  }

  /** The square root. */
  default Tensor sqrt() {
    return Elementwise.SQRT.apply(self());
  }

  /** {@code 1 / sqrt(x)}. */
  default Tensor rsqrt() {
    return Elementwise.RSQRT.apply(self());
  }

  /** {@code 1 / x}. */
  default Tensor reciprocal() {
    return Elementwise.RECIPROCAL.apply(self());
  }

  /** The sine. */
  default Tensor sin() {
    return Elementwise.SIN.apply(self());
  }

  /** The cosine. */
  default Tensor cos() {
    return Elementwise.COS.apply(self());
  }

  /** The tangent. */
  default Tensor tan() {
    return Elementwise.TAN.apply(self());
  }

  /** The hyperbolic tangent. */
  default Tensor tanh() {
    return Elementwise.TANH.apply(self());
  }

  /** {@code 1 / (1 + e^-x)}. */
  default Tensor sigmoid() {
    return Elementwise.SIGMOID.apply(self());
  }

  /** {@code max(x, 0)}; the derivative at 0 is 0. */
  default Tensor relu() {
    return Elementwise.RELU.apply(self());
  }

  /** {@code x Phi(x)} with the standard normal distribution function Phi, in its exact form. */
  default Tensor gelu() {
    return Elementwise.GELU.apply(self());
  }

  /** {@code log(1 + e^x)}; above 20 x itself. */
  default Tensor softplus() {
    return Elementwise.SOFTPLUS.apply(self());
  }

  /** The error function. */
  default Tensor erf() {
    return Elementwise.ERF.apply(self());
  }

  /** The greatest whole number not above x; the derivative is 0. */
  default Tensor floor() {
    return Elementwise.FLOOR.apply(self());
  }

  /** The least whole number not below x; the derivative is 0. */
  default Tensor ceil() {
    return Elementwise.CEIL.apply(self());
  }

  /** The nearest whole number, the even one at a tie; the derivative is 0. */
  default Tensor round() {
    return Elementwise.ROUND.apply(self());
  }

  /**
   * {@code min(max(x, lower), upper)}; on a bound the derivative is 1. An infinite bound is none. A fraction as a bound
   * makes a tensor of whole numbers float32.
   *
   * @throws IllegalArgumentException if a bound is NaN or lower exceeds upper
   */
  default Tensor clamp(double lower, double upper) {
    return Ternary.clamp(self(), lower, upper);
  }

  /** This tensor with {@code value} where the mask is true; the mask broadcasts to this tensor's shape. */
  default Tensor maskedFill(@NonDifferentiable Tensor mask, double value) {
    return Ternary.where(mask, Ops.scalar(self().dtype(), value), self());
  }

  /** {@code |x|} in place. */
  default Tensor abs_() {
    return Elementwise.ABS.applyInPlace(self());
  }

  /** {@code e^x} in place. */
  default Tensor exp_() {
    return Elementwise.EXP.applyInPlace(self());
  }

  /** The natural logarithm in place. */
  default Tensor log_() {
    return Elementwise.LOG.applyInPlace(self());
  }

  /** The square root in place. */
  default Tensor sqrt_() {
    return Elementwise.SQRT.applyInPlace(self());
  }

  /** The sine in place. */
  default Tensor sin_() {
    return Elementwise.SIN.applyInPlace(self());
  }

  /** The cosine in place. */
  default Tensor cos_() {
    return Elementwise.COS.applyInPlace(self());
  }

  /** The hyperbolic tangent in place. */
  default Tensor tanh_() {
    return Elementwise.TANH.applyInPlace(self());
  }

  /** {@code 1 / (1 + e^-x)} in place. */
  default Tensor sigmoid_() {
    return Elementwise.SIGMOID.applyInPlace(self());
  }

  /** {@code max(x, 0)} in place. */
  default Tensor relu_() {
    return Elementwise.RELU.applyInPlace(self());
  }

  /** {@code min(max(x, lower), upper)} in place. */
  default Tensor clamp_(double lower, double upper) {
    return Ternary.clampInPlace(self(), lower, upper);
  }
}
