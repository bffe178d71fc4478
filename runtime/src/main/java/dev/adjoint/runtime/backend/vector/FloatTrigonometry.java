package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.FLOAT;
import static dev.adjoint.runtime.backend.vector.Lanes.all;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Sine, cosine and tangent of vectors of floats.
 *
 * <p>{@code x = n pi/2 + r} with n the whole number nearest to {@code 2 x / pi}. With fused multiplication three floats of
 * pi/2, one after the other, leave r with its relative accuracy up to {@link #BOUND} (Cody and Waite 1980: the first difference
 * is exact). On {@code |r| <= pi/4} sine is {@code r + r^3 S(r^2)} and cosine {@code 1 - r^2/2 + r^4 C(r^2)}; the coefficients
 * minimise the greatest relative error (Remez exchange, each coefficient rounded to float in turn and the others fitted again):
 * 2^-27.9 and 2^-33.
 */
final class FloatTrigonometry {
  private static final float TWO_OVER_PI = 0x1.45f306p-1f;
  private static final float HALF_PI_1 = 0x1.921fb6p+0f;
  private static final float HALF_PI_2 = -0x1.777a5cp-25f;
  private static final float HALF_PI_3 = -0x1.ee59dap-50f;
  private static final float ROUND = 0x1.8p23f;
  /** Beyond, a vector is computed one by one in double. */
  private static final float BOUND = 65536f;

  private FloatTrigonometry() {}

  /** Sine; at most 2 ulp off. */
  static FloatVector sin(FloatVector x) {
    if (!bounded(x)) {
      return oneByOne(x, 0);
    }
    FloatVector shifted = shifted(x);
    FloatVector y = sinOrCos(rest(x, shifted), shifted.reinterpretAsInts());
    // Zero keeps its sign.
    return y.blend(x, x.compare(VectorOperators.EQ, 0f));
  }

  /** Cosine; at most 2 ulp off. */
  static FloatVector cos(FloatVector x) {
    if (!bounded(x)) {
      return oneByOne(x, 1);
    }
    FloatVector shifted = shifted(x);
    return sinOrCos(rest(x, shifted), shifted.reinterpretAsInts().add(1));
  }

  /** Tangent, as sine over cosine; at most 3 ulp off. */
  static FloatVector tan(FloatVector x) {
    if (!bounded(x)) {
      return oneByOne(x, 2);
    }
    FloatVector shifted = shifted(x);
    FloatVector r = rest(x, shifted);
    FloatVector sin = sinNear(r, r.mul(r));
    FloatVector cos = cosNear(r.mul(r));
    VectorMask<Float> odd = odd(shifted.reinterpretAsInts());
    FloatVector y = sin.blend(cos.neg(), odd).div(cos.blend(sin, odd));
    return y.blend(x, x.compare(VectorOperators.EQ, 0f));
  }

  /** Sine in an even quadrant, cosine in an odd one, negative from the second on; quadrants modulo 4. */
  private static FloatVector sinOrCos(FloatVector r, IntVector quadrant) {
    FloatVector square = r.mul(r);
    FloatVector y = sinNear(r, square).blend(cosNear(square), odd(quadrant));
    IntVector sign = quadrant.and(2).lanewise(VectorOperators.LSHL, 30);
    return y.reinterpretAsInts().lanewise(VectorOperators.XOR, sign).reinterpretAsFloats();
  }

  private static boolean bounded(FloatVector x) {
    return x.abs().compare(VectorOperators.LT, BOUND).allTrue();
  }

  private static FloatVector shifted(FloatVector x) {
    return x.fma(all(TWO_OVER_PI), all(ROUND));
  }

  private static FloatVector rest(FloatVector x, FloatVector shifted) {
    FloatVector n = shifted.sub(ROUND);
    return n.fma(all(-HALF_PI_3), n.fma(all(-HALF_PI_2), n.fma(all(-HALF_PI_1), x)));
  }

  private static VectorMask<Float> odd(IntVector quadrant) {
    return quadrant.and(1).compare(VectorOperators.NE, 0).cast(FLOAT);
  }

  private static FloatVector sinNear(FloatVector r, FloatVector square) {
    FloatVector s = square.fma(all(-0x1.9952fap-13f), all(0x1.110776p-7f)).fma(square, all(-0x1.555546p-3f));
    return s.fma(square.mul(r), r);
  }

  private static FloatVector cosNear(FloatVector square) {
    FloatVector c = square.fma(all(0x1.99e80cp-16f), all(-0x1.6c0c28p-10f)).fma(square, all(0x1.55554ap-5f));
    return c.fma(square, all(-0.5f)).fma(square, all(1f));
  }

  private static FloatVector oneByOne(FloatVector x, int function) {
    float[] y = x.toArray();
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) (function == 0 ? Math.sin(y[i]) : function == 1 ? Math.cos(y[i]) : Math.tan(y[i]));
    }
    return FloatVector.fromArray(FLOAT, y, 0);
  }
}
