package corpus;

import dev.adjoint.annotations.Differentiable;

/** Local arrays of every rank, filled, read back, resized by reassignment. */
final class LocalArrays {
  @Differentiable
  static double ranks(double x, double y) {
    double[] a = new double[3];
    double[][] b = new double[2][2];
    double[][][] c = new double[2][1][];
    a[1] = x * y;
    a[2] = a[1] + a[0];
    b[0][1] = a[2] * x;
    b[1] = a;
    c[0][0] = b[0];
    c[1] = b;
    c[1][0][0] = y * c[0][0][1];
    return b[0][0] * b[1][1] + c[1][1][2] * b[0][1];
  }

  @Differentiable
  static double regrown(double[] x) {
    double[] a = new double[1];
    int n = 0;
    for (double v : x) {
      if (n == a.length) {
        double[] b = new double[2 * n];
        for (int i = 0; i < n; i++) {
          b[i] = a[i] * 1.5;
        }
        a = b;
      }
      a[n++] = v * v;
    }
    double s = 0;
    for (int i = 0; i < n; i++) {
      s += a[i] * (i + 1);
    }
    return s * a.length;
  }

  static Object[][] inputs_ranks() {
    return new Object[][] {{1.5, -0.5}};
  }

  static Object[][] inputs_regrown() {
    return new Object[][] {{new double[] {1, 2, 3, -4, 0.5}}, {new double[] {}}};
  }
}
