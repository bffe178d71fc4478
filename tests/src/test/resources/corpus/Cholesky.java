package corpus;

import dev.adjoint.annotations.Differentiable;

/** A Cholesky factorisation in place, a solve with it, and the log-determinant. */
final class Cholesky {
  @Differentiable
  static double logDensity(double[][] a, double[] b) {
    int n = b.length;
    for (int j = 0; j < n; j++) {
      double d = a[j][j];
      for (int k = 0; k < j; k++) {
        d -= a[j][k] * a[j][k];
      }
      if (d <= 0) {
        throw new ArithmeticException("not positive definite");
      }
      a[j][j] = Math.sqrt(d);
      for (int i = j + 1; i < n; i++) {
        double s = a[i][j];
        for (int k = 0; k < j; k++) {
          s -= a[i][k] * a[j][k];
        }
        a[i][j] = s / a[j][j];
      }
    }
    double logDet = 0, norm = 0;
    for (int i = 0; i < n; i++) {
      double s = b[i];
      for (int k = 0; k < i; k++) {
        s -= a[i][k] * b[k];
      }
      b[i] = s / a[i][i];
      norm += b[i] * b[i];
      logDet += 2 * Math.log(a[i][i]);
    }
    return -0.5 * (norm + logDet + n * Math.log(2 * Math.PI));
  }

  static Object[][] inputs_logDensity() {
    return new Object[][] {{new double[][] {{4, 0, 0}, {1, 3, 0}, {0.5, -0.5, 2}}, new double[] {1, -1, 0.5}}};
  }

  static Object[][] throws_logDensity() {
    return new Object[][] {{new double[][] {{1, 0}, {2, 3}}, new double[] {1, -1}}};
  }
}
