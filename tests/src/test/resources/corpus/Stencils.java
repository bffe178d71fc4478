package corpus;

import dev.adjoint.annotations.Differentiable;

/** Results whose cells depend on few numbers each. */
final class Stencils {
  @Differentiable
  static double[] heat(double[] u, double k, int steps) {
    double[] now = u.clone();
    double[] next = new double[u.length];
    for (int t = 0; t < steps; t++) {
      for (int i = 0; i < u.length; i++) {
        double left = i > 0 ? now[i - 1] : 0, right = i + 1 < u.length ? now[i + 1] : 0;
        next[i] = now[i] + k * (left - 2 * now[i] + right) * Math.exp(-now[i]);
      }
      double[] swap = now;
      now = next;
      next = swap;
    }
    return now;
  }

  static Object[][] inputs_heat() {
    return new Object[][] {{new double[] {0.3, 1.2, -0.4, 0.8, 0.1, 0.6}, 0.2, 1}, {new double[] {0.3, 1.2, -0.4, 0.8, 0.1, 0.6}, 0.2, 2},
        {new double[] {0.7}, 0.1, 3}, {new double[0], 0.1, 1}};
  }

  @Differentiable
  static double[] fivePoint(double[] u, int n) {
    double[][] v = new double[n][];
    for (int i = 0; i < n; i++) {
      v[i] = java.util.Arrays.copyOfRange(u, i * n, (i + 1) * n);
    }
    double[] out = new double[n * n];
    for (int i = 1; i + 1 < n; i++) {
      for (int j = 1; j + 1 < n; j++) {
        out[i * n + j] = Math.sin(v[i][j]) * 4 - v[i - 1][j] - v[i + 1][j] * v[i][j - 1] - v[i][j + 1];
      }
    }
    return out;
  }

  static Object[][] inputs_fivePoint() {
    double[] u = new double[16];
    for (int i = 0; i < u.length; i++) {
      u[i] = Math.cos(i * 1.7);
    }
    return new Object[][] {{u, 4}};
  }

  @Differentiable
  static double[] scattered(double[] x, int[] to, double[] weights) {
    double[] out = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      if (x[i] > 0) {
        out[to[i]] += weights[i] * x[i];
      } else {
        out[to[i]] = Math.max(x[i], weights[i]);
      }
    }
    return out;
  }

  static Object[][] inputs_scattered() {
    return new Object[][] {{new double[] {0.5, -0.3, 1.5, 0.25}, new int[] {2, 0, 2, 1}, new double[] {1, -2, 3, 4}}};
  }

  @Differentiable
  static double[] inPlace(double[] x, double[] y) {
    for (int i = 1; i < x.length; i++) {
      x[i] *= y[i - 1];
    }
    System.arraycopy(y, 0, x, 0, 2);
    java.util.Arrays.fill(y, 1, 3, x[3]);
    return new double[] {x[0], x[2], y[0], y[2], 7, part(x, x.length - 1)};
  }

  private static double part(double[] x, int i) {
    return i < 2 ? x[i] : Math.tanh(part(x, i - 2)) + x[i];
  }

  static Object[][] inputs_inPlace() {
    return new Object[][] {{new double[] {0.5, -0.3, 1.5, 0.25, 0.75}, new double[] {1.25, -2, 3, 4, 0.5}}};
  }

  @Differentiable
  static double[] pairs(float[] a, double[][] b, double s) {
    double[] out = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      double[] row = b[i % b.length];
      try {
        out[i] = row[i] * a[i];
      } catch (ArrayIndexOutOfBoundsException e) {
        out[i] = s;
      }
    }
    return out;
  }

  static Object[][] inputs_pairs() {
    return new Object[][] {{new float[] {0.5f, 0.25f, 0.125f}, new double[][] {{1.5, 2, 3}, {2.5, 0.5}}, 0.75}};
  }

  @Differentiable
  static double[] elsewhere(double[] x, double s) {
    double[] out = new double[3];
    out[0] = x[0] * OtherClass.energy(java.util.Arrays.copyOf(x, 3), s);
    out[1] = OtherClass.partly(x[1], 2.5, 3) * s;
    out[2] = x[4];
    return out;
  }

  static Object[][] inputs_elsewhere() {
    return new Object[][] {{new double[] {0.5, -0.3, 1.5, 0.25, 0.75}, 2.0}};
  }
}
