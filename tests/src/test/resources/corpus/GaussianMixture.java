package corpus;

import dev.adjoint.annotations.Differentiable;

/** A mixture's log-likelihood with packed triangular factors, as ADBench has it in small. */
final class GaussianMixture {
  @Differentiable(wrt = {"alphas", "means", "factors"})
  static double logLikelihood(double[] alphas, double[][] means, double[][] factors, double[][] x) {
    int k = alphas.length, d = means[0].length;
    double[] terms = new double[k];
    double[] centred = new double[d];
    double total = 0;
    for (double[] point : x) {
      for (int c = 0; c < k; c++) {
        double norm = 0, logDet = 0;
        for (int i = 0; i < d; i++) {
          centred[i] = point[i] - means[c][i];
        }
        int at = d;
        for (int i = 0; i < d; i++) {
          double v = Math.exp(factors[c][i]) * centred[i];
          for (int j = 0; j < i; j++) {
            v += factors[c][at++] * centred[j];
          }
          norm += v * v;
          logDet += factors[c][i];
        }
        terms[c] = alphas[c] + logDet - 0.5 * norm;
      }
      total += logSumExp(terms);
    }
    return total - x.length * logSumExp(alphas);
  }

  private static double logSumExp(double[] x) {
    double m = x[0];
    for (int i = 1; i < x.length; i++) {
      if (x[i] > m) {
        m = x[i];
      }
    }
    double s = 0;
    for (double v : x) {
      s += Math.exp(v - m);
    }
    return m + Math.log(s);
  }

  static Object[][] inputs_logLikelihood() {
    return new Object[][] {
      {
        new double[] {0.5, -1}, new double[][] {{1, 2}, {-0.5, 0.3}}, new double[][] {{0.1, -0.2, 0.5}, {0.3, 0.2, -0.4}},
        new double[][] {{1, 2}, {3, -4}, {0.5, 1}}
      }
    };
  }
}
