package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.all;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The exponential function and what is made of it, for vectors of floats.
 *
 * <p>{@code e^x = 2^n e^r} with n the whole number nearest to {@code x / log 2}, so that {@code |r| <= log(2) / 2}. On that
 * interval {@code e^r - 1 - r} is {@code r^2} times a polynomial of degree 4, whose coefficients minimise the greatest relative
 * error (Remez exchange, each coefficient rounded to float in turn and the others fitted again): 2^-27.7. {@code x - n log 2}
 * is exact to 48 bits through a high and a low part of log 2 and fused multiplication (Cody and Waite 1980).
 */
final class FloatExp {
  private static final float LOG2_E = 0x1.715476p+0f;
  private static final float LOG_2 = 0x1.62e43p-1f;
  /** log 2 less {@link #LOG_2}. */
  private static final float LOG_2_REST = -0x1.05c610p-29f;
  /** 1.5 * 2^23: a number below 2^22 that is added to it is rounded to a whole one, which stands in the low bits. */
  private static final float ROUND = 0x1.8p23f;
  /** Where {@code 2^n} and the product are sure to be normal numbers. */
  private static final float NORMAL = 86.5f;
  /** Above, e^x overflows. */
  private static final float OVERFLOW = 89f;
  /** Below, e^x is less than half of the least subnormal number. */
  private static final float UNDERFLOW = -104f;
  private static final int FRACTION_BITS = 23;
  private static final int ONE = 127 << FRACTION_BITS;
  private static final int SIGN = 1 << 31;

  private FloatExp() {}

  /** {@code e^x}; at most 1 ulp off. */
  static FloatVector exp(FloatVector x) {
    return x.abs().compare(VectorOperators.LT, NORMAL).allTrue() ? expNormal(x) : expAny(x);
  }

  /** {@code e^x} for {@code |x| < 86.5}. */
  private static FloatVector expNormal(FloatVector x) {
    FloatVector shifted = x.fma(all(LOG2_E), all(ROUND));
    FloatVector r = rest(x, shifted.sub(ROUND));
    FloatVector y = tail(r).fma(r.mul(r), r).add(1f);
    return y.reinterpretAsInts().add(power(shifted)).reinterpretAsFloats();
  }

  /** {@code e^x} for every x; in two factors, since neither 2^n nor the product need be a normal number. */
  private static FloatVector expAny(FloatVector x) {
    FloatVector clamped = x.max(UNDERFLOW).min(OVERFLOW);
    FloatVector shifted = clamped.fma(all(LOG2_E), all(ROUND));
    FloatVector r = rest(clamped, shifted.sub(ROUND));
    FloatVector y = tail(r).fma(r.mul(r), r).add(1f);
    IntVector n = shifted.reinterpretAsInts().sub(all(ROUND).reinterpretAsInts());
    IntVector half = n.lanewise(VectorOperators.ASHR, 1);
    return y.mul(powerOfTwo(half)).mul(powerOfTwo(n.sub(half)));
  }

  /** {@code e^x - 1}; at most 2 ulp off. */
  static FloatVector expm1(FloatVector x) {
    FloatVector clamped = x.max(-NORMAL).min(OVERFLOW);
    FloatVector y = expm1Normal(clamped);
    FloatVector big = y.blend(expAny(x), x.compare(VectorOperators.GT, NORMAL));
    return withSignOf(x, big);
  }

  /** {@code e^x - 1} for {@code |x| < 86.5}, except for the sign of zero. */
  private static FloatVector expm1Normal(FloatVector x) {
    FloatVector shifted = x.fma(all(LOG2_E), all(ROUND));
    FloatVector r = rest(x, shifted.sub(ROUND));
    FloatVector y = tail(r).fma(r.mul(r), r);
    FloatVector scale = power(shifted).add(ONE).reinterpretAsFloats();
    return y.fma(scale, scale.sub(1f));
  }

  /** {@code tanh x = -t / (t + 2)} with {@code t = e^(-2|x|) - 1}, and the sign of x; at most 2 ulp off. */
  static FloatVector tanh(FloatVector x) {
    FloatVector size = x.abs();
    // From 9.02 on the result is 1; the bound keeps e^(-2|x|) normal, and lets NaN pass.
    FloatVector bounded = size.blend(10f, size.compare(VectorOperators.GT, 10f));
    FloatVector t = expm1Normal(bounded.mul(-2f));
    return withSignOf(x, t.div(t.add(2f)));
  }

  /** {@code 1 / (1 + e^-x)} as {@code e^x / (1 + e^x)} for negative x, so that nothing overflows; at most 2 ulp off. */
  static FloatVector sigmoid(FloatVector x) {
    FloatVector size = x.abs();
    FloatVector e = exp(size.neg());
    VectorMask<Float> negative = x.compare(VectorOperators.LT, 0f);
    return all(1f).blend(e, negative).div(e.add(1f));
  }

  private static FloatVector rest(FloatVector x, FloatVector n) {
    return n.fma(all(-LOG_2_REST), n.fma(all(-LOG_2), x));
  }

  /** {@code (e^r - 1 - r) / r^2}. */
  private static FloatVector tail(FloatVector r) {
    return r.fma(all(0x1.7003b6p-10f), all(0x1.125eap-7f)).fma(r, all(0x1.5552e6p-5f)).fma(r, all(0x1.55545cp-3f))
        .fma(r, all(0.5f));
  }

  /** What is added to the bits of a number to multiply it with 2^n, n the low bits of {@code n + ROUND}. */
  private static IntVector power(FloatVector shifted) {
    return shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, FRACTION_BITS);
  }

  private static FloatVector powerOfTwo(IntVector n) {
    return n.lanewise(VectorOperators.LSHL, FRACTION_BITS).add(ONE).reinterpretAsFloats();
  }

  /** The size of y with the sign of x; NaN stays NaN. */
  static FloatVector withSignOf(FloatVector x, FloatVector y) {
    IntVector sign = x.reinterpretAsInts().and(SIGN);
    return y.reinterpretAsInts().and(~SIGN).or(sign).reinterpretAsFloats();
  }
}
