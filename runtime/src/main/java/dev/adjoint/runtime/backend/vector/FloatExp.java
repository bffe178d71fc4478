package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.FLOAT;
import static jdk.incubator.vector.FloatVector.broadcast;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The exponential function and what is made of it, for vectors of floats.
 *
 * <p>{@code e^x = 2^n e^r} with n the whole number nearest to {@code x / log 2}, so that {@code |r| <= log(2) / 2}.
 * On that interval {@code e^r - 1 - r} is {@code r^2} times a polynomial of degree 4, whose coefficients minimise the
 * greatest relative error (Remez exchange, each coefficient rounded to float in turn and the others fitted again):
 * 2^-27.7. The difference {@code x - n log 2} is kept in two parts, the first of which is exact (Cody and Waite
 * 1980).
 *
 * <p>Here and in the other classes of vector functions a method calls other ones first and then only the Vector API's:
 * HotSpot inlines those always, but others only while what it has read so far is small.
 */
final class FloatExp {
  /** Up to here {@code 2^n} and its product with a number between sqrt(1/2) and sqrt(2) are normal numbers. */
  static final float NORMAL = 86.5f;

  private static final float LOG2_E = 0x1.715476p+0f;
  /** log 2 to 21 bits, so that the product with a small whole number is exact. */
  private static final float LOG_2 = 0x1.62e43p-1f;
  /** log 2 less {@link #LOG_2}. */
  private static final float LOG_2_REST = -0x1.05c610p-29f;
  /** 1.5 * 2^23: a number below 2^22 that is added to it is rounded to a whole one, which stands in the low bits. */
  private static final float ROUND = 0x1.8p23f;
  private static final int ROUND_BITS = Float.floatToIntBits(ROUND);
  /** Above, e^x overflows. */
  private static final float OVERFLOW = 89f;
  /** Below, e^x is less than half of the least subnormal number. */
  private static final float UNDERFLOW = -104f;
  /** Below, the sigmoid is {@code e^x}, whose square root is a normal number down to -174. */
  private static final float FAR = -64f;
  private static final int FRACTION_BITS = 23;
  private static final int ONE_BITS = 127 << FRACTION_BITS;
  private static final int SIGN = Integer.MIN_VALUE;

  private FloatExp() {}

  /** {@code e^x} for {@code |x| <= 86.5}; at most 1 ulp off. */
  static FloatVector normal(FloatVector x) {
    FloatVector shifted = x.fma(LOG2_E, ROUND);
    FloatVector y = part(x, shifted).add(1f);
    return y.reinterpretAsInts().add(shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, FRACTION_BITS))
        .reinterpretAsFloats();
  }

  /** {@code e^x} for every x; in three factors, since neither 2^n nor the product need be a normal number. */
  static FloatVector any(FloatVector x) {
    FloatVector bounded = x.blend(OVERFLOW, x.compare(VectorOperators.GT, OVERFLOW))
        .blend(UNDERFLOW, x.compare(VectorOperators.LT, UNDERFLOW));
    FloatVector shifted = bounded.fma(LOG2_E, ROUND);
    FloatVector y = part(bounded, shifted).add(1f);
    IntVector n = shifted.reinterpretAsInts().sub(ROUND_BITS);
    IntVector half = n.lanewise(VectorOperators.ASHR, 1);
    IntVector rest = n.sub(half);
    return y.mul(half.lanewise(VectorOperators.LSHL, FRACTION_BITS).add(ONE_BITS).reinterpretAsFloats())
        .mul(rest.lanewise(VectorOperators.LSHL, FRACTION_BITS).add(ONE_BITS).reinterpretAsFloats());
  }

  /** {@code e^x - 1} for {@code |x| <= 86.5}; at most 2 ulp off. */
  static FloatVector expm1(FloatVector x) {
    FloatVector shifted = x.fma(LOG2_E, ROUND);
    FloatVector y = part(x, shifted);
    FloatVector scale = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, FRACTION_BITS).add(ONE_BITS)
        .reinterpretAsFloats();
    IntVector bits = y.fma(scale, scale.sub(1f)).reinterpretAsInts();
    // The sign is that of x, also of a zero.
    return bits.and(~SIGN).or(x.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
  }

  /** {@code tanh x = -t / (t + 2)} with {@code t = e^(-2|x|) - 1}, and the sign of x; at most 3 ulp off. */
  static FloatVector tanh(FloatVector x) {
    FloatVector size = x.abs();
    // From 9.02 on the result is 1; the bound keeps e^(-2|x|) normal, and lets NaN pass.
    FloatVector bounded = size.blend(10f, size.compare(VectorOperators.GT, 10f)).mul(-2f);
    FloatVector shifted = bounded.fma(LOG2_E, ROUND);
    FloatVector y = part(bounded, shifted);
    FloatVector scale = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, FRACTION_BITS).add(ONE_BITS)
        .reinterpretAsFloats();
    FloatVector t = y.fma(scale, scale.sub(1f));
    IntVector bits = t.div(t.add(2f)).reinterpretAsInts();
    return bits.and(~SIGN).or(x.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
  }

  /** {@code 1 / (1 + e^-x)} for {@code |x| <= 86.5}; at most 2.5 ulp off. */
  static FloatVector sigmoid(FloatVector x) {
    return sigmoid(x, normal(x.abs().neg()));
  }

  /** {@code 1 / (1 + e^-x)} for every x. */
  static FloatVector sigmoidAny(FloatVector x) {
    return sigmoid(x, any(x.abs().neg()));
  }

  /** The first stage of {@link #softplusPull}: the sigmoid for {@code |x| <= 86.5}, but its square root far below 0. */
  static FloatVector partOfSigmoid(FloatVector x) {
    return sigmoid(x.blend(x.mul(0.5f), x.compare(VectorOperators.LT, FAR)));
  }

  /** As {@link #partOfSigmoid}, for every x. */
  static FloatVector partOfSigmoidAny(FloatVector x) {
    return sigmoidAny(x.blend(x.mul(0.5f), x.compare(VectorOperators.LT, FAR)));
  }

  /** s times the sigmoid, and s itself for x above 20. A sigmoid that is subnormal is multiplied in two parts. */
  static FloatVector softplusPull(FloatVector x, FloatVector part, FloatVector s) {
    FloatVector y = s.mul(part);
    return y.blend(y.mul(part), x.compare(VectorOperators.LT, FAR)).blend(s, x.compare(VectorOperators.GT, 20f));
  }

  /** For negative x it is {@code e^x / (1 + e^x)}, so that nothing overflows. */
  private static FloatVector sigmoid(FloatVector x, FloatVector e) {
    return broadcast(FLOAT, 1f).blend(e, x.compare(VectorOperators.LT, 0f)).div(e.add(1f));
  }

  /** {@code e^r - 1}; {@code shifted} is n + {@link #ROUND}. */
  private static FloatVector part(FloatVector x, FloatVector shifted) {
    FloatVector n = shifted.sub(ROUND);
    FloatVector high = n.fma(broadcast(FLOAT, -LOG_2), x);
    FloatVector low = n.mul(-LOG_2_REST);
    FloatVector r = high.add(low);
    FloatVector tail = r.fma(0x1.7003b6p-10f, 0x1.125eap-7f).fma(r, broadcast(FLOAT, 0x1.5552e6p-5f))
        .fma(r, broadcast(FLOAT, 0x1.55545cp-3f)).fma(r, broadcast(FLOAT, 0.5f));
    return tail.fma(r.mul(r), low).add(high);
  }
}
