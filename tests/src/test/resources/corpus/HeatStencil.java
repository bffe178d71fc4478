package corpus;

import dev.adjoint.annotations.Differentiable;

/** Explicit heat equation in one and two dimensions with double buffering. */
final class HeatStencil {
  @Differentiable
  static void line(double[] u, double r, int steps) {
    double[] next = new double[u.length];
    double[] now = u;
    for (int k = 0; k < steps; k++) {
      next[0] = now[0];
      next[next.length - 1] = now[now.length - 1];
      for (int i = 1; i < u.length - 1; i++) {
        next[i] = now[i] + r * (now[i - 1] - 2 * now[i] + now[i + 1]);
      }
      double[] t = now;
      now = next;
      next = t;
    }
    if (now != u) {
      System.arraycopy(now, 0, u, 0, u.length);
    }
  }

  @Differentiable
  static double plane(double[][] u, double r, int steps) {
    int n = u.length, m = u[0].length;
    double[][] v = new double[n][];
    for (int i = 0; i < n; i++) {
      v[i] = u[i].clone();
    }
    for (int k = 0; k < steps; k++) {
      for (int i = 1; i < n - 1; i++) {
        for (int j = 1; j < m - 1; j++) {
          v[i][j] = u[i][j] + r * (u[i - 1][j] + u[i + 1][j] + u[i][j - 1] + u[i][j + 1] - 4 * u[i][j]) * u[i][j];
        }
      }
      double[][] t = u;
      u = v;
      v = t;
    }
    double s = 0;
    for (double[] row : u) {
      for (double d : row) {
        s += d * d;
      }
    }
    return s;
  }

  static Object[][] inputs_line() {
    return new Object[][] {{new double[] {0, 1, 3, 2, 0.5}, 0.2, 3}, {new double[] {0, 1, 3, 2, 0.5}, 0.2, 2}, {new double[] {0, 1}, 0.2, 1}};
  }

  static Object[][] inputs_plane() {
    return new Object[][] {{new double[][] {{1, 2, 3, 4}, {2, 1, 0.5, 1}, {0, 3, 1, 2}, {1, 1, 2, 0}}, 0.1, 3}};
  }
}
