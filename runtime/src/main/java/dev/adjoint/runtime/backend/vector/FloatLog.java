package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.FLOAT;
import static jdk.incubator.vector.FloatVector.broadcast;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The natural logarithm and what is made of it, for vectors of floats.
 *
 * <p>{@code log x = n log 2 + log(1 + f)} with {@code x = 2^n (1 + f)} and {@code 1 + f} between sqrt(1/2) and
 * sqrt(2). There {@code log(1 + f) = f - f^2 / 2 + f^3 P(f)}; the coefficients of P, of degree 7, minimise the
 * greatest relative error of the logarithm (Remez exchange, each coefficient rounded to float in turn and the others
 * fitted again): 2^-24.5.
 */
final class FloatLog {
  private static final float LOG_2 = 0x1.62e43p-1f;
  /** log 2 less {@link #LOG_2}. */
  private static final float LOG_2_REST = -0x1.05c610p-29f;
  private static final int FRACTION_BITS = 23;
  private static final int FRACTION = (1 << FRACTION_BITS) - 1;
  /** The bits of sqrt(1/2). */
  private static final int ROOT_HALF = 0x3f3504f3;
  private static final int SIGN = Integer.MIN_VALUE;

  private FloatLog() {}

  /** {@code log x} of positive normal numbers; at most 1.1 ulp off. */
  static FloatVector normal(FloatVector x) {
    IntVector over = x.reinterpretAsInts().sub(ROOT_HALF);
    FloatVector n = (FloatVector) over.lanewise(VectorOperators.ASHR, FRACTION_BITS).convert(VectorOperators.I2F, 0);
    FloatVector f = over.and(FRACTION).add(ROOT_HALF).reinterpretAsFloats().sub(1f);
    FloatVector p = f.fma(-0x1.32084p-4f, 0x1.04f488p-3f).fma(f, broadcast(FLOAT, -0x1.0ddb5cp-3f))
        .fma(f, broadcast(FLOAT, 0x1.22d458p-3f)).fma(f, broadcast(FLOAT, -0x1.547192p-3f))
        .fma(f, broadcast(FLOAT, 0x1.99a03cp-3f)).fma(f, broadcast(FLOAT, -0x1.00022ap-2f))
        .fma(f, broadcast(FLOAT, 0x1.555554p-2f));
    FloatVector low = n.fma(broadcast(FLOAT, LOG_2_REST), p.fma(f, broadcast(FLOAT, -0.5f)).mul(f.mul(f)));
    return n.fma(broadcast(FLOAT, LOG_2), low.add(f));
  }

  /** {@code log x} for every x. */
  static FloatVector any(FloatVector x) {
    VectorMask<Float> subnormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
    FloatVector y = normal(x.blend(x.mul(0x1p23f), subnormal));
    return y.blend(y.sub(23 * LOG_2), subnormal).blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f))
        .blend(Float.NaN, x.compare(VectorOperators.LT, 0f))
        .blend(x, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY)).blend(x, x.compare(VectorOperators.NE, x));
  }

  /** {@code log(1 + x)} as {@code log u + (1 + x - u) / u} with u the rounded {@code 1 + x}; at most 2 ulp off. */
  static FloatVector log1p(FloatVector x) {
    FloatVector u = x.add(1f);
    FloatVector y = normal(u).add(x.sub(u.sub(1f)).div(u));
    // The sign is that of x, also of a zero; at infinity what was lost is NaN.
    IntVector bits = y.reinterpretAsInts().and(~SIGN).or(x.reinterpretAsInts().and(SIGN));
    return bits.reinterpretAsFloats().blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, -1f))
        .blend(Float.NaN, x.compare(VectorOperators.LT, -1f))
        .blend(x, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
  }

  /** {@code log(1 + e^x)}, and x itself above 20, given e^x; at most 3 ulp off. */
  static FloatVector softplus(FloatVector x, FloatVector exp) {
    FloatVector u = exp.add(1f);
    FloatVector y = normal(u).add(exp.sub(u.sub(1f)).div(u));
    return y.blend(x, x.compare(VectorOperators.GT, 20f));
  }
}
