package corpus;

import dev.adjoint.annotations.Differentiable;
import java.util.Arrays;

/** Soft dynamic programming over a rolling pair of rows, and a longest path over a table with the better of two. */
final class EditDistance {
  @Differentiable
  static double softAlignment(double[] a, double[] b, double gamma) {
    double[] previous = new double[b.length + 1];
    double[] row = new double[b.length + 1];
    Arrays.fill(previous, 10);
    previous[0] = 0;
    for (int i = 1; i <= a.length; i++) {
      row[0] = 10 * i;
      for (int j = 1; j <= b.length; j++) {
        double d = (a[i - 1] - b[j - 1]) * (a[i - 1] - b[j - 1]);
        double s = Math.exp(-previous[j] / gamma) + Math.exp(-previous[j - 1] / gamma) + Math.exp(-row[j - 1] / gamma);
        row[j] = d - gamma * Math.log(s);
      }
      double[] t = previous;
      previous = row;
      row = t;
    }
    return previous[b.length];
  }

  @Differentiable
  static double bestPath(double[][] weight) {
    int n = weight.length;
    double[][] best = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double up = i > 0 ? best[i - 1][j] : Double.NEGATIVE_INFINITY;
        double left = j > 0 ? best[i][j - 1] : Double.NEGATIVE_INFINITY;
        double from = i + j == 0 ? 0 : Math.max(up, left);
        best[i][j] = from + weight[i][j] * weight[i][j];
      }
    }
    return best[n - 1][n - 1];
  }

  static Object[][] inputs_softAlignment() {
    return new Object[][] {{new double[] {1, 2, 3}, new double[] {1.5, 2.5}, 0.7}};
  }

  static Object[][] inputs_bestPath() {
    return new Object[][] {{new double[][] {{1, 2, 0.5}, {1.5, 0.3, 2.2}, {0.7, 1.1, 0.9}}}};
  }
}
