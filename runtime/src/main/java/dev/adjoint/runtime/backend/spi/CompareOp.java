package dev.adjoint.runtime.backend.spi;

/** Comparisons of two elements of one type; the result is bool. With a NaN all but {@link #NE} are false. */
public enum CompareOp {
  /** {@code a == b}. */
  EQ,
  /** {@code a != b}. */
  NE,
  /** {@code a < b}. */
  LT,
  /** {@code a <= b}. */
  LE,
  /** {@code a > b}. */
  GT,
  /** {@code a >= b}. */
  GE
}
