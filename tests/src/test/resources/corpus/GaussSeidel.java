package corpus;

import dev.adjoint.annotations.Differentiable;

/** Gauss-Seidel and successive over-relaxation in place, with a stopping rule. */
final class GaussSeidel {
  @Differentiable
  static double solve(double[][] a, double[] b, double omega) {
    int n = b.length;
    double[] x = new double[n];
    int sweep = 0;
    double change = 1;
    while (change > 1e-3 && sweep++ < 40) {
      change = 0;
      for (int i = 0; i < n; i++) {
        double s = b[i];
        for (int j = 0; j < n; j++) {
          if (j == i) {
            continue;
          }
          s -= a[i][j] * x[j];
        }
        double old = x[i];
        x[i] += omega * (s / a[i][i] - x[i]);
        change = Math.max(change, Math.abs(x[i] - old));
      }
    }
    double s = 0;
    for (double v : x) {
      s += v * v;
    }
    return s;
  }

  static Object[][] inputs_solve() {
    return new Object[][] {
      {new double[][] {{4, 1, 0.3}, {1, 5, -0.8}, {0.2, 1, 3}}, new double[] {1, 2, -1.4}, 1.1}, {new double[][] {{2}}, new double[] {3}, 1.0}
    };
  }
}
