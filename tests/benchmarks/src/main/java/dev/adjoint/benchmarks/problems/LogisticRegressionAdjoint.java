package dev.adjoint.benchmarks.problems;

/**
 * The adjoint of {@link LogisticRegression} by hand: the derivative of softplus is the logistic function, which
 * shares its exponential with the loss; each row is used twice while it is in cache.
 */
public final class LogisticRegressionAdjoint {
  private LogisticRegressionAdjoint() {}

  /**
   * Adds {@code seed} times the gradient with respect to the weights to {@code weightsAdjoint}, and returns the loss.
   */
  public static double lossVjp(
      double[] weights, double[][] rows, double[] labels, double penalty, double seed, double[] weightsAdjoint) {
    double total = 0;
    double rowSeed = seed / rows.length;
    for (int i = 0; i < rows.length; i++) {
      double[] row = rows[i];
      double z = LogisticRegression.dot(row, weights);
      double softplus, logistic;
      if (z > 0) {
        double e = Math.exp(-z);
        softplus = z + Math.log1p(e);
        logistic = 1 / (1 + e);
      } else {
        double e = Math.exp(z);
        softplus = Math.log1p(e);
        logistic = e / (1 + e);
      }
      total += softplus - labels[i] * z;
      double zAdjoint = rowSeed * (logistic - labels[i]);
      for (int j = 0; j < row.length; j++) {
        weightsAdjoint[j] += zAdjoint * row[j];
      }
    }
    double norm = LogisticRegression.dot(weights, weights);
    double penaltySeed = seed * penalty;
    for (int j = 0; j < weights.length; j++) {
      weightsAdjoint[j] += penaltySeed * weights[j];
    }
    return total / rows.length + 0.5 * penalty * norm;
  }
}
