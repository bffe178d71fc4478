package dev.adjoint.tests.corpus;

/**
 * Central differences, extrapolated to step zero (Richardson; Ridders' choice of the best entry of the tableau, Advances in
 * Engineering Software 4, 1982).
 */
final class FiniteDifferences {
  private FiniteDifferences() {}

  /** A vector function of a displacement; returns the displacement that was really made, as its last entry. */
  @FunctionalInterface
  interface Displaced {
    double[] at(double step) throws Throwable;
  }

  /** Derivatives and the estimated error of each. */
  record Estimate(double[] derivatives, double[] errors) {}

  /**
   * Differentiates by displacement.
   *
   * @param first the largest step
   * @param levels how often it is halved
   */
  static Estimate of(Displaced f, double first, int levels) throws Throwable {
    double[][][] tableau = new double[levels][levels][];
    double[] best = null;
    double[] errors = null;
    double step = first;
    for (int k = 0; k < levels; k++, step /= 2) {
      double[] up = f.at(step);
      double[] down = f.at(-step);
      int n = up.length - 1;
      double width = up[n] - down[n];
      double[] row = new double[n];
      for (int j = 0; j < n; j++) {
        row[j] = (up[j] - down[j]) / width;
      }
      tableau[k][0] = row;
      if (best == null) {
        best = row.clone();
        errors = new double[n];
        java.util.Arrays.fill(errors, Double.POSITIVE_INFINITY);
      }
      double factor = 1;
      for (int m = 1; m <= k; m++) {
        factor *= 4;
        double[] entry = new double[n];
        for (int j = 0; j < n; j++) {
          entry[j] = (factor * tableau[k][m - 1][j] - tableau[k - 1][m - 1][j]) / (factor - 1);
          double error = Math.max(Math.abs(entry[j] - tableau[k][m - 1][j]), Math.abs(entry[j] - tableau[k - 1][m - 1][j]));
          if (error < errors[j]) {
            errors[j] = error;
            best[j] = entry[j];
          }
        }
        tableau[k][m] = entry;
      }
    }
    return new Estimate(best, errors);
  }
}
