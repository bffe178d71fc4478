package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.FLOAT;
import static jdk.incubator.vector.FloatVector.broadcast;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Sine, cosine and tangent of vectors of floats.
 *
 * <p>{@code x = n pi/2 + r} with n the whole number nearest to {@code 2 x / pi}. With fused multiplication three
 * floats of pi/2, one after the other, leave r with its relative accuracy up to {@link #BOUND} (Cody and Waite 1980:
 * the first difference is exact). On {@code |r| <= pi/4} sine is {@code r + r^3 S(r^2)} and cosine {@code 1 - r^2/2 +
 * r^4 C(r^2)}; the coefficients minimise the greatest relative error (Remez exchange, each coefficient rounded to
 * float in turn and the others fitted again): 2^-27.9 and 2^-33.
 */
final class FloatTrigonometry {
  private static final float TWO_OVER_PI = 0x1.45f306p-1f;
  private static final float HALF_PI_1 = 0x1.921fb6p+0f;
  private static final float HALF_PI_2 = -0x1.777a5cp-25f;
  private static final float HALF_PI_3 = -0x1.ee59dap-50f;
  private static final float ROUND = 0x1.8p23f;
  /** Beyond, the three parts of pi/2 do not suffice. */
  static final float BOUND = 65536f;

  private FloatTrigonometry() {}

  /** Sine of numbers up to {@link #BOUND}; at most 2 ulp off. */
  static FloatVector sin(FloatVector x) {
    FloatVector shifted = x.fma(TWO_OVER_PI, ROUND);
    FloatVector y = sinOrCos(rest(x, shifted.sub(ROUND)), shifted.reinterpretAsInts());
    // Zero keeps its sign.
    return y.blend(x, x.compare(VectorOperators.EQ, 0f));
  }

  /** Cosine of numbers up to {@link #BOUND}; at most 2 ulp off. */
  static FloatVector cos(FloatVector x) {
    FloatVector shifted = x.fma(TWO_OVER_PI, ROUND);
    return sinOrCos(rest(x, shifted.sub(ROUND)), shifted.reinterpretAsInts().add(1));
  }

  /** Tangent of numbers up to {@link #BOUND}, as sine over cosine; at most 3 ulp off. */
  static FloatVector tan(FloatVector x) {
    FloatVector shifted = x.fma(TWO_OVER_PI, ROUND);
    FloatVector r = rest(x, shifted.sub(ROUND));
    FloatVector sin = sinNear(r, r.mul(r));
    FloatVector cos = cosNear(r.mul(r));
    VectorMask<Float> odd = shifted.reinterpretAsInts().and(1).compare(VectorOperators.NE, 0).cast(FLOAT);
    FloatVector y = sin.blend(cos.neg(), odd).div(cos.blend(sin, odd));
    return y.blend(x, x.compare(VectorOperators.EQ, 0f));
  }

  /** Sine in an even quadrant, cosine in an odd one, negative from the second on; quadrants modulo 4. */
  private static FloatVector sinOrCos(FloatVector r, IntVector quadrant) {
    FloatVector square = r.mul(r);
    FloatVector sin = sinNear(r, square);
    FloatVector cos = cosNear(square);
    VectorMask<Float> odd = quadrant.and(1).compare(VectorOperators.NE, 0).cast(FLOAT);
    IntVector sign = quadrant.and(2).lanewise(VectorOperators.LSHL, 30);
    return sin.blend(cos, odd).reinterpretAsInts().lanewise(VectorOperators.XOR, sign).reinterpretAsFloats();
  }

  /** {@code x - n pi/2}. */
  private static FloatVector rest(FloatVector x, FloatVector n) {
    FloatVector first = n.fma(broadcast(FLOAT, -HALF_PI_1), x);
    return n.fma(broadcast(FLOAT, -HALF_PI_3), n.fma(broadcast(FLOAT, -HALF_PI_2), first));
  }

  private static FloatVector sinNear(FloatVector r, FloatVector square) {
    return square.fma(-0x1.9952fap-13f, 0x1.110776p-7f).fma(square, broadcast(FLOAT, -0x1.555546p-3f))
        .fma(square.mul(r), r);
  }

  private static FloatVector cosNear(FloatVector square) {
    return square.fma(0x1.99e80cp-16f, -0x1.6c0c28p-10f).fma(square, broadcast(FLOAT, 0x1.55554ap-5f))
        .fma(square, broadcast(FLOAT, -0.5f)).fma(square, broadcast(FLOAT, 1f));
  }
}
