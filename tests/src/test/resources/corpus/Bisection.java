package corpus;

import dev.adjoint.annotations.Differentiable;

/** Bisection with break, golden section with active brackets, and a secant step at the end. */
final class Bisection {
  private static double f(double x, double a) {
    return x * x * x - a * x - 1;
  }

  @Differentiable
  static double refined(double a, double low, double high) {
    double x = low;
    for (int k = 0; k < 60; k++) {
      x = 0.5 * (low + high);
      double fx = f(x, a);
      if (Math.abs(fx) < 1e-2) {
        break;
      }
      if (fx > 0) {
        high = x;
      } else {
        low = x;
      }
    }
    for (int k = 0; k < 2; k++) {
      x -= f(x, a) / (3 * x * x - a);
    }
    return x + 0.1 * (high - low);
  }

  static Object[][] inputs_refined() {
    return new Object[][] {{0.5, 0.1, 3.05}, {1.5, 0.9, 2.77}};
  }
}
