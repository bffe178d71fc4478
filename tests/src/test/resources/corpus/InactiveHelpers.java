package corpus;

import dev.adjoint.annotations.Differentiable;

/** Helpers that stay calls, of this and of a nested class, private ones and ones with receivers, called with constants alone. */
final class InactiveHelpers {
  private final double scale = 2;

  @Differentiable(wrt = "a")
  static double value(double a, double[] x) {
    return a * x[0] + Nested.down(x[1], 3) * hidden(x[1], 4) + a * new InactiveHelpers().own(x[0], 3);
  }

  private static double hidden(double x, int n) {
    return n == 0 ? x : Math.cos(x) + hidden(x * x, n - 1);
  }

  private double own(double x, int n) {
    return n == 0 ? x * scale : Math.cos(x) + own(x * x, n - 1);
  }

  static final class Nested {
    static double down(double x, int n) {
      return n == 0 ? 1 : x * down(x + 0.5, n - 1);
    }
  }

  static Object[][] inputs_value() {
    return new Object[][] {{0.7, new double[] {1.5, 0.3}}};
  }
}
