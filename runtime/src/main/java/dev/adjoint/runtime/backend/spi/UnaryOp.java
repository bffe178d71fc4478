package dev.adjoint.runtime.backend.spi;

/**
 * Functions of one element. Those from {@link #EXP} on are for floating types only; the ones before also for int64,
 * {@link #NOT} for bool only.
 */
public enum UnaryOp {
  /** {@code !x}. */
  NOT,
  /** {@code -x}. */
  NEG,
  /** {@code |x|}. */
  ABS,
  /** -1, 0 or 1; NaN for NaN. */
  SIGN,
  /** {@code x * x}. */
  SQUARE,
  /** {@code max(x, 0)}; NaN for NaN. */
  RELU,
  /** {@code e^x}. */
  EXP,
  /** {@code e^x - 1} without cancellation. */
  EXPM1,
  /** The natural logarithm. */
  LOG,
  /** {@code log(1 + x)} without cancellation. */
  LOG1P,
  /** The square root. */
  SQRT,
  /** {@code 1 / sqrt(x)}. */
  RSQRT,
  /** {@code 1 / x}. */
  RECIPROCAL,
  /** Sine of radians. */
  SIN,
  /** Cosine of radians. */
  COS,
  /** Tangent of radians. */
  TAN,
  /** Hyperbolic tangent. */
  TANH,
  /** {@code 1 / (1 + e^-x)}. */
  SIGMOID,
  /** The error function. */
  ERF,
  /** {@code x * Phi(x)}, Phi the standard normal distribution function (Hendrycks and Gimpel 2016, exact form). */
  GELU,
  /** {@code log(1 + e^x)}, for x above 20 x itself as PyTorch has it. */
  SOFTPLUS,
  /** The greatest whole number not above x. */
  FLOOR,
  /** The least whole number not below x. */
  CEIL,
  /** The nearest whole number, the even one at a tie. */
  ROUND
}
