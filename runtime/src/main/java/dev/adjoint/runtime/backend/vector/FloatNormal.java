package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.all;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The standard normal distribution function Phi, and what is made of it, for vectors of floats.
 *
 * <p>For {@code a >= 0} it is {@code Phi(-a) = e^(-a^2/2) R(t)} with {@code t = 1 / (1 + a/4)}, R a polynomial of degree 9
 * whose coefficients minimise the greatest relative error up to {@link #BOUND} (Remez exchange, each coefficient rounded to
 * float in turn and the others fitted again): 2^-25.3. So small values keep their relative accuracy.
 */
final class FloatNormal {
  /** Beyond, Phi(-a) is 0 in float. */
  private static final float BOUND = 14.5f;
  private static final float ROOT_2 = 0x1.6a09e6p+0f;
  /** {@code 1 / sqrt(2 pi)}. */
  private static final float DENSITY = 0x1.988454p-2f;

  private FloatNormal() {}

  /** {@code x Phi(x)}; at most 8 ulp off. */
  static FloatVector gelu(FloatVector x) {
    FloatVector size = bounded(x);
    return x.mul(phi(x, size, gauss(size)));
  }

  /** {@code Phi(x) + x e^(-x^2/2) / sqrt(2 pi)}; at most 2^-22 off. */
  static FloatVector geluSlope(FloatVector x) {
    FloatVector size = bounded(x);
    FloatVector gauss = gauss(size);
    FloatVector y = x.fma(gauss.mul(DENSITY), phi(x, size, gauss));
    // Infinity times a zero density, as the sum above has it for numbers.
    return y.blend(Float.NaN, x.abs().compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
  }

  /** The error function: {@code 1 - 2 Phi(-x sqrt 2)}, and an odd polynomial below 1; at most 3 ulp off. */
  static FloatVector erf(FloatVector x) {
    FloatVector size = bounded(x.abs().mul(ROOT_2));
    FloatVector far = tail(size, gauss(size)).fma(all(-2f), all(1f));
    FloatVector near = x.abs().mul(small(x.mul(x)));
    VectorMask<Float> isNear = x.abs().compare(VectorOperators.LT, 1f);
    return FloatExp.withSignOf(x, far.blend(near, isNear));
  }

  private static FloatVector bounded(FloatVector x) {
    FloatVector size = x.abs();
    return size.blend(BOUND, size.compare(VectorOperators.GT, BOUND));
  }

  private static FloatVector phi(FloatVector x, FloatVector size, FloatVector gauss) {
    FloatVector tail = tail(size, gauss);
    return all(1f).sub(tail).blend(tail, x.compare(VectorOperators.LT, 0f));
  }

  /** {@code e^(-a^2/2)}, with what the square lost to rounding. */
  private static FloatVector gauss(FloatVector a) {
    FloatVector square = a.mul(a);
    FloatVector lost = a.fma(a, square.neg());
    FloatVector e = FloatExp.exp(square.mul(-0.5f));
    return e.fma(lost.mul(-0.5f), e);
  }

  private static FloatVector tail(FloatVector a, FloatVector gauss) {
    FloatVector t = all(1f).div(a.fma(all(0.25f), all(1f)));
    FloatVector high = t.fma(all(0x1.11d206p-5f), all(-0x1.8c08bep-3f)).fma(t, all(0x1.8dcec6p-2f))
        .fma(t, all(-0x1.4ca936p-2f)).fma(t, all(0x1.3087ap-2f));
    return high.fma(t, all(-0x1.100244p-6f)).fma(t, all(0x1.ec9c32p-4f)).fma(t, all(0x1.85867ap-4f))
        .fma(t, all(0x1.9a667p-4f)).fma(t, all(-0x1.4d1bb2p-16f)).mul(gauss);
  }

  /** {@code erf(x) / x} of the square of x, which is at most 1: the relative error is 2^-24.2. */
  private static FloatVector small(FloatVector square) {
    return square.fma(all(-0x1.b9b94cp-16f), all(-0x1.f9b17cp-12f)).fma(square, all(0x1.3c27bap-8f))
        .fma(square, all(-0x1.b4d20ap-6f)).fma(square, all(0x1.cdfc8ep-4f)).fma(square, all(-0x1.81262cp-2f))
        .fma(square, all(0x1.20dd74p+0f));
  }
}
