package corpus;

import dev.adjoint.annotations.Differentiable;

/** Thomas' algorithm in place, and Gaussian elimination with pivoting by row exchange. */
final class Tridiagonal {
  @Differentiable
  static void solve(double[] lower, double[] diagonal, double[] upper, double[] x) {
    int n = x.length;
    for (int i = 1; i < n; i++) {
      double m = lower[i] / diagonal[i - 1];
      diagonal[i] -= m * upper[i - 1];
      x[i] -= m * x[i - 1];
    }
    x[n - 1] /= diagonal[n - 1];
    for (int i = n - 2; i >= 0; i--) {
      x[i] = (x[i] - upper[i] * x[i + 1]) / diagonal[i];
    }
  }

  @Differentiable
  static double determinant(double[][] a) {
    int n = a.length;
    double d = 1;
    for (int c = 0; c < n; c++) {
      int pivot = c;
      for (int r = c + 1; r < n; r++) {
        if (Math.abs(a[r][c]) > Math.abs(a[pivot][c])) {
          pivot = r;
        }
      }
      if (pivot != c) {
        double[] t = a[c];
        a[c] = a[pivot];
        a[pivot] = t;
        d = -d;
      }
      d *= a[c][c];
      for (int r = c + 1; r < n; r++) {
        double f = a[r][c] / a[c][c];
        for (int k = c; k < n; k++) {
          a[r][k] -= f * a[c][k];
        }
      }
    }
    return d;
  }

  static Object[][] inputs_solve() {
    return new Object[][] {
      {new double[] {0, 1, -0.5, 0.3}, new double[] {4, 5, 4, 3}, new double[] {1, 0.5, -1, 0}, new double[] {1, 2, -3, 0.5}}
    };
  }

  static Object[][] inputs_determinant() {
    return new Object[][] {{new double[][] {{1, 2, 3}, {4, -5, 6}, {7, 8, 1}}}, {new double[][] {{5, 1}, {2, 3}}}};
  }
}
