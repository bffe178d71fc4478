package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.DOUBLE;
import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The natural logarithm and what is made of it, for vectors of doubles.
 *
 * <p>{@code log x = n log 2 + log(1 + f)} with {@code x = 2^n (1 + f)} and {@code 1 + f} between sqrt(1/2) and
 * sqrt(2). With {@code s = f / (2 + f)} it is {@code log(1 + f) = 2 artanh s = f - f^2/2 + s (f^2/2 + s^2 Q(s^2))};
 * the coefficients of Q, of degree 6, minimise the greatest relative error (Remez exchange, each coefficient rounded
 * in turn and the others fitted again): 2^-59.5.
 */
final class DoubleLog {
  /** log 2 to 42 bits, so that the product with a small whole number is exact. */
  private static final double LOG_2 = 0x1.62e42fefa38p-1;
  /** log 2 less {@link #LOG_2}. */
  private static final double LOG_2_REST = 0x1.ef35793c7673p-45;
  private static final double WHOLE = 0x1.8p52;
  private static final long WHOLE_BITS = Double.doubleToLongBits(WHOLE);
  private static final int FRACTION_BITS = 52;
  private static final long FRACTION = (1L << FRACTION_BITS) - 1;
  /** The bits of sqrt(1/2). */
  private static final long ROOT_HALF = 0x3fe6a09e667f3bcdL;
  private static final long SIGN = Long.MIN_VALUE;

  private DoubleLog() {}

  /** {@code log x}; at most 1 ulp off. */
  static DoubleVector log(DoubleVector x) {
    VectorMask<Double> subnormal = x.compare(VectorOperators.LT, Double.MIN_NORMAL);
    DoubleVector y = normal(x.blend(x.mul(0x1p54), subnormal));
    return y.blend(y.sub(54 * (LOG_2 + LOG_2_REST)), subnormal)
        .blend(Double.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0.0))
        .blend(Double.NaN, x.compare(VectorOperators.LT, 0.0))
        .blend(x, x.compare(VectorOperators.EQ, Double.POSITIVE_INFINITY)).blend(x, x.compare(VectorOperators.NE, x));
  }

  /** {@code log(1 + x)} as {@code log u + (1 + x - u) / u} with u the rounded {@code 1 + x}; at most 2 ulp off. */
  static DoubleVector log1p(DoubleVector x) {
    DoubleVector u = x.add(1.0);
    DoubleVector y = normal(u).add(x.sub(u.sub(1.0)).div(u));
    // The sign is that of x, also of a zero; at infinity what was lost is NaN.
    LongVector bits = y.reinterpretAsLongs().and(~SIGN).or(x.reinterpretAsLongs().and(SIGN));
    return bits.reinterpretAsDoubles().blend(Double.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, -1.0))
        .blend(Double.NaN, x.compare(VectorOperators.LT, -1.0))
        .blend(x, x.compare(VectorOperators.EQ, Double.POSITIVE_INFINITY));
  }

  /** {@code log(1 + e^x)}, and x itself above 20, given e^x; at most 3 ulp off. */
  static DoubleVector softplus(DoubleVector x, DoubleVector exp) {
    DoubleVector u = exp.add(1.0);
    DoubleVector y = normal(u).add(exp.sub(u.sub(1.0)).div(u));
    return y.blend(x, x.compare(VectorOperators.GT, 20.0));
  }

  /** {@code log x} of positive normal numbers. */
  private static DoubleVector normal(DoubleVector x) {
    LongVector over = x.reinterpretAsLongs().sub(ROOT_HALF);
    DoubleVector n = over.lanewise(VectorOperators.ASHR, FRACTION_BITS).add(WHOLE_BITS)
        .reinterpretAsDoubles().sub(WHOLE);
    DoubleVector f = over.and(FRACTION).add(ROOT_HALF).reinterpretAsDoubles().sub(1.0);
    DoubleVector s = f.div(f.add(2.0));
    DoubleVector z = s.mul(s);
    DoubleVector q = z.fma(0x1.2f11895fee7b4p-3, 0x1.39a094a736b75p-3).fma(z, broadcast(DOUBLE, 0x1.746649b741795p-3))
        .fma(z, broadcast(DOUBLE, 0x1.c71c51d7b042ap-3)).fma(z, broadcast(DOUBLE, 0x1.249249422a614p-2))
        .fma(z, broadcast(DOUBLE, 0x1.999999997f9f7p-2)).fma(z, broadcast(DOUBLE, 0x1.5555555555593p-1));
    DoubleVector half = f.mul(f).mul(0.5);
    DoubleVector low = q.fma(z, half).fma(s, n.mul(LOG_2_REST));
    return n.fma(broadcast(DOUBLE, LOG_2), f.sub(half.sub(low)));
  }
}
