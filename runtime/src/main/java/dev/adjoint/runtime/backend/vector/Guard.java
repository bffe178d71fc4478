package dev.adjoint.runtime.backend.vector;

/**
 * A function that is fast within bounds, and the loop for operands that are not.
 *
 * @param within a {@link FloatFunction.Unary} or a {@link DoubleFunction.Unary}
 * @param mask the bits of an operand that count: all, or all but the sign
 * @param least the least bits within bounds
 * @param greatest the greatest bits within bounds
 * @param anywhere right for every operand
 */
record Guard(Object within, long mask, long least, long greatest, Loop anywhere) {

  /** Within are numbers of a size of at most {@code bound}. */
  static Guard ofSize(float bound, FloatFunction.Unary within, Loop anywhere) {
    return new Guard(within, Integer.MAX_VALUE, 0, Float.floatToIntBits(bound), anywhere);
  }

  /** Within are numbers of a size of at most {@code bound}. */
  static Guard ofDoubleSize(double bound, DoubleFunction.Unary within, Loop anywhere) {
    return new Guard(within, Long.MAX_VALUE, 0, Double.doubleToLongBits(bound), anywhere);
  }

  /** Within are positive normal numbers. */
  static Guard ofPositive(FloatFunction.Unary within, Loop anywhere) {
    return new Guard(within, -1, Float.floatToIntBits(Float.MIN_NORMAL), Float.floatToIntBits(Float.MAX_VALUE),
        anywhere);
  }
}
