package dev.adjoint.runtime.backend.spi;

/**
 * Functions of two elements of one type, with a result of that type. {@link #AND}, {@link #OR} and {@link #XOR} are for
 * bool; {@link #ADD} to {@link #MIN} for int64 and floating types; the rest for floating types.
 *
 * <p>The {@code _PULL} functions are an adjoint {@code s} times a partial derivative, in one pass; {@code s == 0} gives an
 * exact zero wherever the partial can be infinite or NaN.
 */
public enum BinaryOp {
  /** {@code a & b}. */
  AND,
  /** {@code a | b}. */
  OR,
  /** {@code a ^ b}. */
  XOR,
  /** {@code a + b}. */
  ADD,
  /** {@code a - b}. */
  SUB,
  /** {@code a * b}. */
  MUL,
  /** {@code a^b}; for int64 by repeated multiplication, where {@code b >= 0} is checked by the caller. */
  POW,
  /** The remainder with the sign of the divisor: {@code a - b * floor(a / b)}. */
  REMAINDER,
  /** The greater; NaN if one is NaN. */
  MAX,
  /** The lesser; NaN if one is NaN. */
  MIN,
  /** {@code a / b}. */
  DIV,
  /** The angle of the point (b, a), as {@link Math#atan2}. */
  ATAN2,
  /** {@code s == 0 ? 0 : s * p}: an adjoint times a partial that may be singular. */
  SEED_MUL,
  /** {@code s == 0 ? 0 : s / q}. */
  SEED_DIV,
  /** {@code s * (1 - y * y)}, y the tanh. */
  TANH_PULL,
  /** {@code s * y * (1 - y)}, y the sigmoid. */
  SIGMOID_PULL,
  /** {@code y <= 0 ? 0 : s}, y the rectified value: a NaN passes the seed. */
  RELU_PULL,
  /** {@code s * (Phi(x) + x * phi(x))}. */
  GELU_PULL,
  /** {@code s * sigmoid(x)}, and {@code s} itself for x above 20. */
  SOFTPLUS_PULL,
  /** {@code s == 0 ? 0 : s / (2 |y|)}, y the square root. */
  SQRT_PULL
}
