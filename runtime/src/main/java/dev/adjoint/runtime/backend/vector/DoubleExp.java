package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.DOUBLE;
import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The exponential function and what is made of it, for vectors of doubles.
 *
 * <p>As {@link FloatExp}, with a polynomial of degree 10 fitted in the same way: 2^-57.2. The Vector API's own
 * functions are of the same speed, but give other last digits once the method that calls them is compiled.
 */
final class DoubleExp {
  private static final double LOG2_E = 0x1.71547652b82fep+0;
  /** log 2 to 42 bits, so that the product with a small whole number is exact. */
  private static final double LOG_2 = 0x1.62e42fefa38p-1;
  /** log 2 less {@link #LOG_2}. */
  private static final double LOG_2_REST = 0x1.ef35793c7673p-45;
  /** 1.5 * 2^52: a number below 2^51 that is added to it is rounded to a whole one, which stands in the low bits. */
  private static final double ROUND = 0x1.8p52;
  private static final long ROUND_BITS = Double.doubleToLongBits(ROUND);
  /** Above, e^x overflows. */
  private static final double OVERFLOW = 710;
  /** Below, e^x is less than half of the least subnormal number. */
  private static final double UNDERFLOW = -746;
  private static final int FRACTION_BITS = 52;
  private static final long ONE_BITS = 1023L << FRACTION_BITS;
  private static final long SIGN = Long.MIN_VALUE;

  private DoubleExp() {}

  /** {@code e^x}; at most 1 ulp off. In three factors, since neither 2^n nor the product need be a normal number. */
  static DoubleVector exp(DoubleVector x) {
    DoubleVector bounded = x.blend(OVERFLOW, x.compare(VectorOperators.GT, OVERFLOW))
        .blend(UNDERFLOW, x.compare(VectorOperators.LT, UNDERFLOW));
    DoubleVector shifted = bounded.fma(LOG2_E, ROUND);
    DoubleVector y = part(bounded, shifted).add(1.0);
    LongVector n = shifted.reinterpretAsLongs().sub(ROUND_BITS);
    LongVector half = n.lanewise(VectorOperators.ASHR, 1);
    LongVector rest = n.sub(half);
    return y.mul(half.lanewise(VectorOperators.LSHL, FRACTION_BITS).add(ONE_BITS).reinterpretAsDoubles())
        .mul(rest.lanewise(VectorOperators.LSHL, FRACTION_BITS).add(ONE_BITS).reinterpretAsDoubles());
  }

  /** {@code e^x - 1}; at most 2 ulp off. Half of it first, since 2^n may be infinite where e^x is not. */
  static DoubleVector expm1(DoubleVector x) {
    DoubleVector bounded = x.blend(OVERFLOW, x.compare(VectorOperators.GT, OVERFLOW))
        .blend(-64.0, x.compare(VectorOperators.LT, -64.0));
    DoubleVector shifted = bounded.fma(LOG2_E, ROUND);
    DoubleVector y = part(bounded, shifted);
    DoubleVector scale = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, FRACTION_BITS)
        .add(ONE_BITS - (1L << FRACTION_BITS)).reinterpretAsDoubles();
    LongVector bits = y.fma(scale, scale.sub(0.5)).mul(2.0).reinterpretAsLongs();
    // The sign is that of x, also of a zero.
    return bits.and(~SIGN).or(x.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles();
  }

  /** {@code tanh x = -t / (t + 2)} with {@code t = e^(-2|x|) - 1}, and the sign of x; at most 3 ulp off. */
  static DoubleVector tanh(DoubleVector x) {
    DoubleVector size = x.abs();
    // From 19.1 on the result is 1; the bound keeps e^(-2|x|) normal, and lets NaN pass.
    DoubleVector bounded = size.blend(20.0, size.compare(VectorOperators.GT, 20.0)).mul(-2.0);
    DoubleVector shifted = bounded.fma(LOG2_E, ROUND);
    DoubleVector y = part(bounded, shifted);
    DoubleVector scale = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, FRACTION_BITS).add(ONE_BITS)
        .reinterpretAsDoubles();
    DoubleVector t = y.fma(scale, scale.sub(1.0));
    LongVector bits = t.div(t.add(2.0)).reinterpretAsLongs();
    return bits.and(~SIGN).or(x.reinterpretAsLongs().and(SIGN)).reinterpretAsDoubles();
  }

  /**
   * {@code 1 / (1 + e^-x)}, for negative x as {@code e^x / (1 + e^x)}, so that nothing overflows; at most 2.5 ulp
   * off.
   */
  static DoubleVector sigmoid(DoubleVector x) {
    DoubleVector e = exp(x.abs().neg());
    return broadcast(DOUBLE, 1.0).blend(e, x.compare(VectorOperators.LT, 0.0)).div(e.add(1.0));
  }

  /** s times the sigmoid, given the sigmoid, and s itself for x above 20. */
  static DoubleVector softplusPull(DoubleVector x, DoubleVector sigmoid, DoubleVector s) {
    return s.mul(sigmoid).blend(s, x.compare(VectorOperators.GT, 20.0));
  }

  /** {@code e^r - 1}; {@code shifted} is n + {@link #ROUND}. */
  private static DoubleVector part(DoubleVector x, DoubleVector shifted) {
    DoubleVector n = shifted.sub(ROUND);
    DoubleVector high = n.fma(broadcast(DOUBLE, -LOG_2), x);
    DoubleVector low = n.mul(-LOG_2_REST);
    DoubleVector r = high.add(low);
    DoubleVector tail = r.fma(0x1.1f64c78afba6ap-29, 0x1.af6d10f799ac4p-26)
        .fma(r, broadcast(DOUBLE, 0x1.27e488c6662dp-22))
        .fma(r, broadcast(DOUBLE, 0x1.71ddec35c9c1dp-19)).fma(r, broadcast(DOUBLE, 0x1.a01a01dffdedep-16))
        .fma(r, broadcast(DOUBLE, 0x1.a01a01b5d0838p-13)).fma(r, broadcast(DOUBLE, 0x1.6c16c16c0a804p-10))
        .fma(r, broadcast(DOUBLE, 0x1.111111110e549p-7)).fma(r, broadcast(DOUBLE, 0x1.555555555556cp-5))
        .fma(r, broadcast(DOUBLE, 0x1.555555555555dp-3)).fma(r, broadcast(DOUBLE, 0.5));
    return tail.fma(r.mul(r), low).add(high);
  }
}
