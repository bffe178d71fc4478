package corpus;

import dev.adjoint.annotations.Differentiable;

/** Differentiable methods of Math, each with a varying argument. */
final class MathFunctions {
  @Differentiable
  static double trigonometric(double x) {
    return Math.sin(x) + Math.cos(2 * x) * Math.tan(x) + Math.asin(x) * Math.acos(x * 0.5) + Math.atan(x) + Math.toRadians(x * 30) + Math.toDegrees(x);
  }

  @Differentiable
  static double hyperbolic(double x) {
    return Math.sinh(x) * Math.cosh(x) + Math.tanh(x * 2) + Math.exp(x) - Math.expm1(x * 0.5) * Math.log(x + 3) + Math.log10(x + 2) * Math.log1p(x * x);
  }

  @Differentiable
  static double roots(double x, double y) {
    return Math.sqrt(x) + Math.cbrt(x - 5) + Math.hypot(x, y) * Math.pow(x, y) + Math.atan2(y, x) + Math.pow(x, 2) + Math.pow(y, 3) + Math.pow(x, 0.5) + Math.pow(2, y);
  }

  @Differentiable
  static double pieces(double x, double y) {
    return Math.abs(x) * y + Math.max(x, y) * Math.min(x * y, 0.3) + Math.clamp(x * y, -1.0, 2.0) * x + Math.copySign(x, -y) * x
        + Math.fma(x, y, x * x) + Math.scalb(x, 3) * y;
  }

  static Object[][] inputs_trigonometric() {
    return new Object[][] {{0.3}, {-0.6}};
  }

  static Object[][] inputs_hyperbolic() {
    return new Object[][] {{0.3}, {-0.6}};
  }

  static Object[][] inputs_roots() {
    return new Object[][] {{1.3, 0.7}, {2.5, -1.2}, {0.4, 2.0}};
  }

  static Object[][] inputs_pieces() {
    return new Object[][] {{1.3, 0.7}, {-2.5, -1.2}, {-0.4, 1.5}, {0.2, -0.3}};
  }
}
