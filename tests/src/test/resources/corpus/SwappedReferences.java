package corpus;

import dev.adjoint.annotations.Differentiable;

/** References that trade places: double buffering, pointer swaps under a condition, rotation of three. */
final class SwappedReferences {
  @Differentiable
  static double doubleBuffer(double[] x, int steps) {
    double[] now = x.clone();
    double[] next = new double[x.length];
    for (int k = 0; k < steps; k++) {
      for (int i = 0; i < x.length; i++) {
        double left = now[i == 0 ? x.length - 1 : i - 1];
        next[i] = Math.sin(now[i]) + 0.5 * left * now[i];
      }
      double[] t = now;
      now = next;
      next = t;
    }
    double s = 0;
    for (double v : now) {
      s += v;
    }
    return s + next[0];
  }

  @Differentiable
  static double conditional(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      if (a[i] > b[i]) {
        double[] t = a;
        a = b;
        b = t;
      }
      a[i] += b[i] * a[0];
      b[0] *= 0.5 * a[i];
    }
    return a[0] * b[1] + a[1] * 3;
  }

  @Differentiable
  static void threeTimeLevels(double[] u0, double[] u1, double[] out) {
    double[] p = u0, q = u1, r = new double[u0.length];
    for (int k = 0; k < 4; k++) {
      for (int i = 1; i + 1 < r.length; i++) {
        r[i] = 2 * q[i] - p[i] + 0.2 * (q[i + 1] - 2 * q[i] + q[i - 1]) * q[i];
      }
      double[] t = p;
      p = q;
      q = r;
      r = t;
    }
    System.arraycopy(q, 0, out, 0, out.length);
  }

  static Object[][] inputs_doubleBuffer() {
    return new Object[][] {{new double[] {0.5, -1, 2}, 3}, {new double[] {0.5, -1, 2}, 0}, {new double[] {0.3, 0.4}, 4}};
  }

  static Object[][] inputs_conditional() {
    return new Object[][] {{new double[] {0.5, 1, 2}, new double[] {1, 0.25, 1.5}}, {new double[] {2, 3}, new double[] {1, 4}}};
  }

  static Object[][] inputs_threeTimeLevels() {
    return new Object[][] {{new double[] {0, 1, 0.5, 0.2, 0}, new double[] {0, 0.8, 0.7, 0.1, 0}, new double[] {1, 1, 1, 1, 1}}};
  }
}
