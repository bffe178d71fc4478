package corpus;

import dev.adjoint.annotations.Differentiable;

/** Softmax, log-sum-exp and cross entropy with the usual shift by the maximum. */
final class Softmax {
  private static double maximum(double[] x) {
    double m = Double.NEGATIVE_INFINITY;
    for (double v : x) {
      if (v > m) {
        m = v;
      }
    }
    return m;
  }

  @Differentiable
  static double logSumExp(double[] x) {
    double m = maximum(x);
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      s += Math.exp(x[i] - m);
    }
    return m + Math.log(s);
  }

  @Differentiable
  static double[] softmax(double[] x) {
    double m = x[0];
    for (int i = 1; i < x.length; i++) {
      m = Math.max(m, x[i]);
    }
    double[] y = new double[x.length];
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      s += y[i] = Math.exp(x[i] - m);
    }
    for (int i = 0; i < x.length; i++) {
      y[i] /= s;
    }
    return y;
  }

  @Differentiable
  static double crossEntropy(double[][] w, double[] x, int label) {
    double[] z = new double[w.length];
    for (int i = 0; i < w.length; i++) {
      for (int j = 0; j < x.length; j++) {
        z[i] += w[i][j] * x[j];
      }
    }
    return logSumExp(z) - z[label];
  }

  static Object[][] inputs_logSumExp() {
    return new Object[][] {{new double[] {1, 3, -2}}, {new double[] {5, 1, 2}}};
  }

  static Object[][] inputs_softmax() {
    return new Object[][] {{new double[] {1, 3, -2}}, {new double[] {5, 1, 2}}};
  }

  static Object[][] inputs_crossEntropy() {
    return new Object[][] {{new double[][] {{1, 2}, {3, -4}, {0.5, 1}}, new double[] {0.5, 1.5}, 1}};
  }
}
