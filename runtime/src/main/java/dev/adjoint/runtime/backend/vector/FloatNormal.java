package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.FLOAT;
import static jdk.incubator.vector.FloatVector.broadcast;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The standard normal distribution function Phi, and what is made of it, for vectors of floats.
 *
 * <p>For {@code a >= 0} it is {@code Phi(-a) = e^(-a^2/2) R(t)} with {@code t = 1 / (1 + a/4)}, R a polynomial of
 * degree 9 whose coefficients minimise the greatest relative error up to {@link #BOUND} (Remez exchange, each
 * coefficient rounded to float in turn and the others fitted again): 2^-25.3. So small values keep their relative
 * accuracy.
 */
final class FloatNormal {
  /** Beyond, Phi(-a) is 0 in float. */
  private static final float BOUND = 14.5f;
  /** Up to here {@code e^(-x^2/2)} is a normal number. */
  static final float NORMAL = 13f;
  /** Up to here {@code e^(-x^2)} is a normal number. */
  static final float NORMAL_BY_ROOT_2 = 9.2f;
  private static final float ROOT_2 = 0x1.6a09e6p+0f;
  /** {@code 1 / sqrt(2 pi)}. */
  private static final float DENSITY = 0x1.988454p-2f;
  private static final int SIGN = Integer.MIN_VALUE;

  private FloatNormal() {}

  /** {@code e^(-x^2/2)}, with what the square lost to rounding, for {@code |x| <= 13}. */
  static FloatVector gauss(FloatVector x) {
    FloatVector square = x.mul(x);
    FloatVector e = FloatExp.normal(square.mul(-0.5f));
    return e.fma(x.fma(x, square.neg()).mul(-0.5f), e);
  }

  /** {@code e^(-x^2/2)} for every x. */
  static FloatVector gaussAny(FloatVector x) {
    FloatVector bounded = x.blend(2 * BOUND, x.abs().compare(VectorOperators.GT, 2 * BOUND));
    FloatVector square = bounded.mul(bounded);
    FloatVector e = FloatExp.any(square.mul(-0.5f));
    return e.fma(bounded.fma(bounded, square.neg()).mul(-0.5f), e);
  }

  /** {@code e^(-x^2)}, with what the square lost to rounding, for {@code |x| <= 9.2}. */
  static FloatVector gaussByRoot2(FloatVector x) {
    FloatVector square = x.mul(x);
    FloatVector e = FloatExp.normal(square.neg());
    return e.sub(e.mul(x.fma(x, square.neg())));
  }

  /** {@code e^(-x^2)} for every x. */
  static FloatVector gaussByRoot2Any(FloatVector x) {
    FloatVector bounded = x.blend(BOUND, x.abs().compare(VectorOperators.GT, BOUND));
    FloatVector square = bounded.mul(bounded);
    FloatVector e = FloatExp.any(square.neg());
    return e.sub(e.mul(bounded.fma(bounded, square.neg())));
  }

  /** {@code x Phi(x)}, given {@code e^(-x^2/2)}; at most 9 ulp off, where it is a normal number. */
  static FloatVector gelu(FloatVector x, FloatVector gauss) {
    return phi(x, gauss).mul(x);
  }

  /** s times the derivative of gelu: {@code Phi(x) + x e^(-x^2/2) / sqrt(2 pi)}, given {@code e^(-x^2/2)}. */
  static FloatVector geluPull(FloatVector x, FloatVector gauss, FloatVector s) {
    FloatVector slope = phi(x, gauss).add(x.mul(gauss.mul(DENSITY)));
    // What is too small for a float, though not for a double, is not 0: an infinite adjoint stays infinite.
    VectorMask<Float> lost = slope.compare(VectorOperators.EQ, 0f).and(x.compare(VectorOperators.GT, -38f));
    return slope.blend(-Float.MIN_VALUE, lost).mul(s);
  }

  /**
   * The error function, given {@code e^(-x^2)}: {@code 1 - 2 Phi(-x sqrt 2)}, and below 1 x times a polynomial in x^2
   * fitted in the same way, to 2^-24.2; at most 3 ulp off.
   */
  static FloatVector erf(FloatVector x, FloatVector gauss) {
    FloatVector size = x.abs();
    FloatVector far = tail(size.mul(ROOT_2)).mul(gauss).fma(-2f, 1f);
    FloatVector square = size.mul(size);
    FloatVector near = square.fma(-0x1.b9b94cp-16f, -0x1.f9b17cp-12f).fma(square, broadcast(FLOAT, 0x1.3c27bap-8f))
        .fma(square, broadcast(FLOAT, -0x1.b4d20ap-6f)).fma(square, broadcast(FLOAT, 0x1.cdfc8ep-4f))
        .fma(square, broadcast(FLOAT, -0x1.81262cp-2f)).fma(square, broadcast(FLOAT, 0x1.20dd74p+0f)).mul(size);
    IntVector bits = far.blend(near, size.compare(VectorOperators.LT, 1f)).reinterpretAsInts();
    return bits.and(~SIGN).or(x.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
  }

  private static FloatVector phi(FloatVector x, FloatVector gauss) {
    FloatVector tail = tail(x.abs()).mul(gauss);
    return broadcast(FLOAT, 1f).sub(tail).blend(tail, x.compare(VectorOperators.LT, 0f));
  }

  /** {@code R(1 / (1 + a/4))}; beyond {@link #BOUND} any number from 0 to 1. */
  private static FloatVector tail(FloatVector a) {
    FloatVector t = broadcast(FLOAT, 1f).div(a.fma(0.25f, 1f));
    FloatVector high = t.fma(0x1.11d206p-5f, -0x1.8c08bep-3f).fma(t, broadcast(FLOAT, 0x1.8dcec6p-2f))
        .fma(t, broadcast(FLOAT, -0x1.4ca936p-2f)).fma(t, broadcast(FLOAT, 0x1.3087ap-2f));
    return high.fma(t, broadcast(FLOAT, -0x1.100244p-6f)).fma(t, broadcast(FLOAT, 0x1.ec9c32p-4f))
        .fma(t, broadcast(FLOAT, 0x1.85867ap-4f)).fma(t, broadcast(FLOAT, 0x1.9a667p-4f))
        .fma(t, broadcast(FLOAT, -0x1.4d1bb2p-16f)).abs();
  }
}
