package corpus;

import dev.adjoint.annotations.Differentiable;

/** While loops whose trip count only the run knows, with active conditions. */
final class WhileLoops {
  @Differentiable
  static double doubling(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i] * 2;
    }
    while (norm(y) < 100) {
      for (int i = 0; i < y.length; i++) {
        y[i] = y[i] * 2;
      }
    }
    double s = 0;
    for (double v : y) {
      s += v * v;
    }
    return s;
  }

  private static double norm(double[] y) {
    double s = 0;
    for (int i = 0; i < y.length; i++) {
      s += y[i] * y[i];
    }
    return Math.sqrt(s);
  }

  @Differentiable
  static double collatz(double x, int n) {
    double s = x;
    while (n != 1) {
      if (n % 2 == 0) {
        n /= 2;
        s = s * 0.5 + x;
      } else {
        n = 3 * n + 1;
        s = Math.cos(s) * x;
      }
    }
    return s;
  }

  static Object[][] inputs_doubling() {
    return new Object[][] {{new double[] {0.3, -1.1, 0.7}}, {new double[] {60, 80}}};
  }

  static Object[][] inputs_collatz() {
    return new Object[][] {{0.8, 6}, {-1.2, 1}, {1.5, 7}};
  }
}
