package corpus;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;

/** The regularised negative log-likelihood, over rows and over a flat array. */
final class LogisticRegression {
  @Differentiable(wrt = {"w", "bias"})
  static double loss(double[] w, double bias, double[][] x, int[] y, double lambda) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double z = bias;
      double[] row = x[i];
      for (int j = 0; j < w.length; j++) {
        z += w[j] * row[j];
      }
      double m = y[i] == 1 ? -z : z;
      sum += m > 0 ? m + Math.log1p(Math.exp(-m)) : Math.log1p(Math.exp(m));
    }
    double penalty = 0;
    for (double v : w) {
      penalty += v * v;
    }
    return sum / x.length + lambda * penalty / 2;
  }

  @Differentiable
  static double flat(double[] w, @NonDifferentiable double[] x, int n) {
    double sum = 0;
    int d = w.length;
    for (int i = 0; i < n; i++) {
      double z = 0;
      final int o = i * d;
      for (int j = 0; j < d; j++) {
        z += w[j] * x[o + j];
      }
      sum += 1 / (1 + Math.exp(-z));
    }
    return sum;
  }

  static Object[][] inputs_loss() {
    return new Object[][] {{new double[] {0.5, -1}, 0.1, new double[][] {{1, 2}, {3, -4}, {0.5, 1}}, new int[] {1, 0, 1}, 0.1}};
  }

  static Object[][] inputs_flat() {
    return new Object[][] {{new double[] {0.5, -1}, new double[] {1, 2, 3, -4, 0.5, 1}, 3}};
  }
}
