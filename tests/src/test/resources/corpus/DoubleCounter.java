package corpus;

import dev.adjoint.annotations.Differentiable;

/** For loops whose counter is a double, inactive or active. */
final class DoubleCounter {
  @Differentiable
  static double quadrature(double a) {
    double s = 0;
    for (double t = 0; t < 1; t += 0.125) {
      s += Math.exp(-a * t * t) * 0.125;
    }
    return s;
  }

  @Differentiable
  static double activeCounter(double x, double step) {
    double s = 0;
    for (double t = x; t < 3; t += step) {
      s += t * t * step;
      t *= 1.01;
    }
    return s;
  }

  @Differentiable
  static double activeBound(double x) {
    double s = 0;
    for (double t = 1; t < x * 2.3; t = t * 1.5) {
      s += x / t;
    }
    return s;
  }

  static Object[][] inputs_quadrature() {
    return new Object[][] {{0.7}, {-1.2}};
  }

  static Object[][] inputs_activeCounter() {
    return new Object[][] {{0.31, 0.47}, {1.05, 0.9}};
  }

  static Object[][] inputs_activeBound() {
    return new Object[][] {{2.0}, {0.1}};
  }
}
