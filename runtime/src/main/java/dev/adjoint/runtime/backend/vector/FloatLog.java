package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.all;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The natural logarithm and what is made of it, for vectors of floats.
 *
 * <p>{@code log x = n log 2 + log(1 + f)} with {@code x = 2^n (1 + f)} and {@code 1 + f} between sqrt(1/2) and sqrt(2). There
 * {@code log(1 + f) = f - f^2 / 2 + f^3 P(f)}; the coefficients of P, of degree 7, minimise the greatest relative error of
 * the logarithm (Remez exchange, each coefficient rounded to float in turn and the others fitted again): 2^-24.5.
 */
final class FloatLog {
  private static final float LOG_2 = 0x1.62e43p-1f;
  /** log 2 less {@link #LOG_2}. */
  private static final float LOG_2_REST = -0x1.05c610p-29f;
  private static final int FRACTION_BITS = 23;
  private static final int FRACTION = (1 << FRACTION_BITS) - 1;
  /** The bits of sqrt(1/2). */
  private static final int ROOT_HALF = 0x3f3504f3;
  /** The bits of the least normal number. */
  private static final int LEAST_NORMAL = 1 << FRACTION_BITS;
  private static final int INFINITY = 255 << FRACTION_BITS;

  private FloatLog() {}

  /** {@code log x}; at most 1 ulp off. */
  static FloatVector log(FloatVector x) {
    IntVector bits = x.reinterpretAsInts();
    boolean normal =
        bits.sub(LEAST_NORMAL).compare(VectorOperators.ULT, INFINITY - LEAST_NORMAL).allTrue();
    return normal ? logNormal(bits, 0) : logAny(x);
  }

  /** {@code log x - scale log 2} of a positive normal number, given its bits. */
  private static FloatVector logNormal(IntVector bits, float scale) {
    IntVector over = bits.sub(ROOT_HALF);
    IntVector exponent = over.lanewise(VectorOperators.ASHR, FRACTION_BITS);
    FloatVector n = ((FloatVector) exponent.convert(VectorOperators.I2F, 0)).sub(scale);
    FloatVector f = over.and(FRACTION).add(ROOT_HALF).reinterpretAsFloats().sub(1f);
    FloatVector square = f.mul(f);
    FloatVector low = n.fma(all(LOG_2_REST), polynomial(f).fma(f, all(-0.5f)).mul(square));
    return n.fma(all(LOG_2), low.add(f));
  }

  private static FloatVector logAny(FloatVector x) {
    var subnormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
    FloatVector y = logNormal(x.mul(0x1p23f).reinterpretAsInts(), 23);
    y = logNormal(x.reinterpretAsInts(), 0).blend(y, subnormal);
    y = y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
    y = y.blend(Float.NaN, x.compare(VectorOperators.LT, 0f));
    // Infinity and NaN.
    return y.blend(x, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY).or(x.compare(VectorOperators.LT, 0f)).not());
  }

  /** {@code log(1 + x)} as {@code log u + (1 + x - u) / u} with u the rounded {@code 1 + x}; at most 2 ulp off. */
  static FloatVector log1p(FloatVector x) {
    FloatVector u = x.add(1f);
    FloatVector lost = x.sub(u.sub(1f));
    FloatVector y = log(u).add(lost.div(u));
    // At -1 and at infinity what was lost is NaN, or its quotient.
    y = y.blend(x, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
    y = y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, -1f));
    return FloatExp.withSignOf(x, y);
  }

  /** {@code log(1 + e^x)}, and x itself above 20; at most 3 ulp off. */
  static FloatVector softplus(FloatVector x) {
    return log1p(FloatExp.exp(x)).blend(x, x.compare(VectorOperators.GT, 20f));
  }

  private static FloatVector polynomial(FloatVector f) {
    return f.fma(all(-0x1.32084p-4f), all(0x1.04f488p-3f)).fma(f, all(-0x1.0ddb5cp-3f)).fma(f, all(0x1.22d458p-3f))
        .fma(f, all(-0x1.547192p-3f)).fma(f, all(0x1.99a03cp-3f)).fma(f, all(-0x1.00022ap-2f))
        .fma(f, all(0x1.555554p-2f));
  }
}
