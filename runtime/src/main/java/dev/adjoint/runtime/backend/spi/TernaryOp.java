package dev.adjoint.runtime.backend.spi;

/** Functions of three elements of one type. */
public enum TernaryOp {
  /** {@code a + b * c}, rounded after the product and after the sum. */
  ADD_MUL,
  /** {@code a + b / c}. */
  ADD_DIV,
  /** {@code a + c * (b - a)}. */
  LERP,
  /** {@code min(max(a, b), c)}; NaN if a is NaN. */
  CLAMP,
  /** {@code b <= a && a <= c ? 1 : 0}: the derivative of {@link #CLAMP}, 1 on the bounds. */
  WITHIN
}
