package corpus;

import dev.adjoint.annotations.Differentiable;

/** The largest eigenvalue by power iteration with normalisation, and one Jacobi rotation. */
final class PowerIteration {
  @Differentiable
  static double eigenvalue(double[][] a) {
    double[] v = {1, 0.5};
    double lambda = 0;
    for (int k = 0; k < 12; k++) {
      double[] w = new double[v.length];
      for (int i = 0; i < v.length; i++) {
        for (int j = 0; j < v.length; j++) {
          w[i] += a[i][j] * v[j];
        }
      }
      lambda = Math.hypot(w[0], w[1]);
      for (int i = 0; i < w.length; i++) {
        w[i] /= lambda;
      }
      v = w;
    }
    return lambda;
  }

  @Differentiable
  static void jacobi(double[][] a) {
    double theta = 0.5 * Math.atan2(2 * a[0][1], a[1][1] - a[0][0]);
    double c = Math.cos(theta), s = Math.sin(theta);
    for (int i = 0; i < 2; i++) {
      double p = a[i][0], q = a[i][1];
      a[i][0] = c * p - s * q;
      a[i][1] = s * p + c * q;
    }
    for (int j = 0; j < 2; j++) {
      double p = a[0][j], q = a[1][j];
      a[0][j] = c * p - s * q;
      a[1][j] = s * p + c * q;
    }
  }

  static Object[][] inputs_eigenvalue() {
    return new Object[][] {{new double[][] {{2, 0.5}, {0.4, 1}}}};
  }

  static Object[][] inputs_jacobi() {
    return new Object[][] {{new double[][] {{2, 0.5}, {0.5, 1}}}};
  }
}
