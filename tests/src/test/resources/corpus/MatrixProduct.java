package corpus;

import dev.adjoint.annotations.Differentiable;

/** Matrix products over arrays of arrays and over flat storage. */
final class MatrixProduct {
  @Differentiable
  static double[][] product(double[][] a, double[][] b) {
    int n = a.length, m = b[0].length, k = b.length;
    double[][] c = new double[n][m];
    for (int i = 0; i < n; i++) {
      double[] ci = c[i];
      for (int l = 0; l < k; l++) {
        double ail = a[i][l];
        double[] bl = b[l];
        for (int j = 0; j < m; j++) {
          ci[j] += ail * bl[j];
        }
      }
    }
    return c;
  }

  @Differentiable
  static void flat(double[] a, double[] b, double[] c, int n) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double s = 0;
        for (int k = 0; k < n; k++) {
          s += a[i * n + k] * b[k * n + j];
        }
        c[i * n + j] = s;
      }
    }
  }

  @Differentiable
  static double power(double[][] a, int n) {
    double[][] p = a;
    for (int k = 1; k < n; k++) {
      p = product(p, a);
    }
    double trace = 0;
    for (int i = 0; i < p.length; i++) {
      trace += p[i][i];
    }
    return trace;
  }

  static Object[][] inputs_product() {
    return new Object[][] {{new double[][] {{1, 2, 3}, {4, 5, -6}}, new double[][] {{0.5}, {1.5}, {2}}}};
  }

  static Object[][] inputs_flat() {
    return new Object[][] {{new double[] {1, 2, 3, 4}, new double[] {0.5, -1, 2, 0.25}, new double[] {9, 9, 9, 9}, 2}};
  }

  static Object[][] inputs_power() {
    return new Object[][] {{new double[][] {{1, 0.5}, {-0.3, 2}}, 4}, {new double[][] {{1, 0.5}, {-0.3, 2}}, 1}};
  }
}
