package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.DOUBLE;
import static jdk.incubator.vector.DoubleVector.broadcast;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Sine, cosine and tangent of vectors of doubles, as {@link FloatTrigonometry}, with polynomials S and C of degree 5
 * fitted in the same way: 2^-57.9 and 2^-63.9.
 */
final class DoubleTrigonometry {
  private static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;
  private static final double HALF_PI_1 = 0x1.921fb54442d18p+0;
  private static final double HALF_PI_2 = 0x1.1a62633145c07p-54;
  private static final double HALF_PI_3 = -0x1.f1976b7ed8fbcp-110;
  private static final double ROUND = 0x1.8p52;
  /** Beyond, the three parts of pi/2 are not sure to suffice. */
  static final double BOUND = 1 << 24;

  private DoubleTrigonometry() {}

  /** Sine of numbers up to {@link #BOUND}; at most 2 ulp off. */
  static DoubleVector sin(DoubleVector x) {
    DoubleVector shifted = x.fma(TWO_OVER_PI, ROUND);
    DoubleVector y = sinOrCos(rest(x, shifted.sub(ROUND)), shifted.reinterpretAsLongs());
    // Zero keeps its sign.
    return y.blend(x, x.compare(VectorOperators.EQ, 0.0));
  }

  /** Cosine of numbers up to {@link #BOUND}; at most 2 ulp off. */
  static DoubleVector cos(DoubleVector x) {
    DoubleVector shifted = x.fma(TWO_OVER_PI, ROUND);
    return sinOrCos(rest(x, shifted.sub(ROUND)), shifted.reinterpretAsLongs().add(1));
  }

  /** Tangent of numbers up to {@link #BOUND}, as sine over cosine; at most 3 ulp off. */
  static DoubleVector tan(DoubleVector x) {
    DoubleVector shifted = x.fma(TWO_OVER_PI, ROUND);
    DoubleVector r = rest(x, shifted.sub(ROUND));
    DoubleVector sin = sinNear(r, r.mul(r));
    DoubleVector cos = cosNear(r.mul(r));
    VectorMask<Double> odd = shifted.reinterpretAsLongs().and(1).compare(VectorOperators.NE, 0).cast(DOUBLE);
    DoubleVector y = sin.blend(cos.neg(), odd).div(cos.blend(sin, odd));
    return y.blend(x, x.compare(VectorOperators.EQ, 0.0));
  }

  /** Sine in an even quadrant, cosine in an odd one, negative from the second on; quadrants modulo 4. */
  private static DoubleVector sinOrCos(DoubleVector r, LongVector quadrant) {
    DoubleVector square = r.mul(r);
    DoubleVector sin = sinNear(r, square);
    DoubleVector cos = cosNear(square);
    VectorMask<Double> odd = quadrant.and(1).compare(VectorOperators.NE, 0).cast(DOUBLE);
    LongVector sign = quadrant.and(2).lanewise(VectorOperators.LSHL, 62);
    return sin.blend(cos, odd).reinterpretAsLongs().lanewise(VectorOperators.XOR, sign).reinterpretAsDoubles();
  }

  /** {@code x - n pi/2}. */
  private static DoubleVector rest(DoubleVector x, DoubleVector n) {
    DoubleVector first = n.fma(broadcast(DOUBLE, -HALF_PI_1), x);
    return n.fma(broadcast(DOUBLE, -HALF_PI_3), n.fma(broadcast(DOUBLE, -HALF_PI_2), first));
  }

  private static DoubleVector sinNear(DoubleVector r, DoubleVector square) {
    return square.fma(0x1.5d8b556f53ecp-33, -0x1.ae5e4b838722bp-26)
        .fma(square, broadcast(DOUBLE, 0x1.71de35552b0aep-19))
        .fma(square, broadcast(DOUBLE, -0x1.a01a019be9215p-13)).fma(square, broadcast(DOUBLE, 0x1.111111110f73p-7))
        .fma(square, broadcast(DOUBLE, -0x1.5555555555548p-3)).fma(square.mul(r), r);
  }

  private static DoubleVector cosNear(DoubleVector square) {
    return square.fma(-0x1.8fa638a72e1fp-37, 0x1.1ee9db4d764dbp-29)
        .fma(square, broadcast(DOUBLE, -0x1.27e4f7f0f0e8ep-22))
        .fma(square, broadcast(DOUBLE, 0x1.a01a019c8e7bbp-16)).fma(square, broadcast(DOUBLE, -0x1.6c16c16c15011p-10))
        .fma(square, broadcast(DOUBLE, 0x1.555555555554bp-5)).fma(square, broadcast(DOUBLE, -0.5))
        .fma(square, broadcast(DOUBLE, 1.0));
  }
}
