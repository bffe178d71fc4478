package corpus;

import dev.adjoint.annotations.Differentiable;

/** Enhanced for over arrays of doubles, integers, rows; the array expression is evaluated once; the variable is reassigned. */
final class EnhancedFor {
  @Differentiable
  static double overEverything(double[][] m, int[] order, double[] w) {
    double s = 0;
    for (double[] row : m) {
      double t = 1;
      for (final double v : row) {
        t *= v;
      }
      s += t;
    }
    for (int i : order) {
      s += w[i] * s * 0.1;
    }
    for (double v : w) {
      v *= v;
      s += v;
    }
    return s;
  }

  @Differentiable
  static double arrayIsReassigned(double[] x, double[] y) {
    double s = 0;
    double[] a = x;
    for (double v : a) {
      a = y;
      s += v * a[0];
      a[0] = s;
    }
    return s * a[1];
  }

  @Differentiable
  static double seesUpdates(double[] x) {
    double s = 0;
    int i = 0;
    for (var v : x) {
      s += v;
      if (++i < x.length) {
        x[i] *= v;
      }
      if (s > 20) {
        break;
      }
    }
    return s;
  }

  static Object[][] inputs_overEverything() {
    return new Object[][] {{new double[][] {{1, 2}, {3}, {}}, new int[] {2, 0, 2}, new double[] {0.5, 1.5, -1}}};
  }

  static Object[][] inputs_arrayIsReassigned() {
    return new Object[][] {{new double[] {0.5, 1.5, -1}, new double[] {2, 3}}};
  }

  static Object[][] inputs_seesUpdates() {
    return new Object[][] {{new double[] {1.5, 2, 3, 4}}, {new double[] {0.5, 1, -1.5}}};
  }
}
