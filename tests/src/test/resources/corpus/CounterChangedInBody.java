package corpus;

import dev.adjoint.annotations.Differentiable;

/** The body of a for loop moves its own counter. */
final class CounterChangedInBody {
  @Differentiable
  static double skip(double[] x) {
    double s = 1;
    for (int i = 0; i < x.length; i++) {
      s += s * x[i] * 0.5;
      if (x[i] > 1) {
        i++;
      }
    }
    return s;
  }

  @Differentiable
  static double boundMoves(double[] x) {
    int n = 2;
    double s = 0;
    for (int i = 0; i < n && n <= x.length; i++) {
      s += x[i] * x[n - 1];
      if (i % 2 == 0) {
        n++;
      }
    }
    return s;
  }

  @Differentiable
  static double rewind(double x) {
    double s = x;
    int again = 0;
    for (int i = 0; i < 4; i++) {
      s = Math.sin(s) + x * i;
      if (i == 2 && again++ < 2) {
        i = 0;
      }
    }
    return s;
  }

  static Object[][] inputs_skip() {
    return new Object[][] {{new double[] {0.5, 1.5, 2.5, -0.5, 3}}, {new double[] {2, 0.1}}};
  }

  static Object[][] inputs_boundMoves() {
    return new Object[][] {{new double[] {0.5, 1.5, 2.5, -0.5, 3}}};
  }

  static Object[][] inputs_rewind() {
    return new Object[][] {{0.8}, {-1.3}};
  }
}
