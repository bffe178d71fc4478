package corpus;

import dev.adjoint.annotations.Differentiable;

/** {@code System.arraycopy} between arrays, within one, with overlap in both directions, of rows of references. */
final class ArrayCopies {
  @Differentiable
  static double between(double[] x, double[] y) {
    double[] t = new double[5];
    System.arraycopy(x, 0, t, 1, x.length);
    System.arraycopy(y, 1, t, 3, 2);
    t[1] *= t[3];
    System.arraycopy(t, 0, y, 0, 3);
    return t[1] * y[1] + y[2] * t[4] + y[0];
  }

  @Differentiable
  static double overlapUp(double[] x) {
    x[0] *= x[1];
    System.arraycopy(x, 0, x, 1, x.length - 1);
    x[0] += x[2] * x[1];
    return weigh(x);
  }

  @Differentiable
  static double overlapDown(double[] x) {
    double first = x[0];
    System.arraycopy(x, 1, x, 0, x.length - 1);
    x[x.length - 1] = first * x[0];
    System.arraycopy(x, 1, x, 1, 2);
    return weigh(x);
  }

  @Differentiable
  static void history(double[] x, double[] ring) {
    for (int i = 0; i < x.length; i++) {
      System.arraycopy(ring, 0, ring, 1, ring.length - 1);
      ring[0] = x[i] * ring[1] + 0.5 * ring[ring.length - 1];
    }
  }

  @Differentiable
  static double rows(double[][] m) {
    double[][] t = new double[3][];
    System.arraycopy(m, 0, t, 1, 2);
    t[1][0] *= t[2][1];
    int[] n = {1, 2, 3};
    System.arraycopy(n, 0, n, 1, 2);
    return m[0][0] * n[2];
  }

  private static double weigh(double[] x) {
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      s += x[i] * (i + 1);
    }
    return s;
  }

  static Object[][] inputs_between() {
    return new Object[][] {{new double[] {1.5, 2, 3}, new double[] {4, 5, 6}}};
  }

  static Object[][] inputs_overlapUp() {
    return new Object[][] {{new double[] {1.5, 2, 3, 4}}};
  }

  static Object[][] inputs_overlapDown() {
    return new Object[][] {{new double[] {1.5, 2, 3, 4}}};
  }

  static Object[][] inputs_history() {
    return new Object[][] {{new double[] {1.5, 2, 3, 4}, new double[] {0.1, 0.2, 0.3}}};
  }

  static Object[][] inputs_rows() {
    return new Object[][] {{new double[][] {{1, 2}, {3, 4}}}};
  }
}
