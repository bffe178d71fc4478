package dev.adjoint.benchmarks.data;

import java.util.SplittableRandom;

/** Random inputs, the same in every run. */
public final class RandomData {
  private RandomData() {}

  /**
   * A classification problem.
   *
   * @param weights a point at which to differentiate
   * @param rows n rows of standard normal features
   * @param labels n labels, 0 or 1
   */
  public record Classification(double[] weights, double[][] rows, double[] labels) {}

  /** Numbers spread evenly over [-1, 2). */
  public static double[] around(int n) {
    return new SplittableRandom(1).doubles(n, -1, 2).toArray();
  }

  /** {@code n} labelled rows of {@code d} features, labelled by a noisy hyperplane. */
  public static Classification classification(int n, int d) {
    SplittableRandom random = new SplittableRandom(2);
    double[] truth = random.doubles(d, -1, 1).toArray(), weights = random.doubles(d, -0.3, 0.3).toArray();
    double[][] rows = new double[n][d];
    double[] labels = new double[n];
    for (int i = 0; i < n; i++) {
      double z = random.nextGaussian();
      for (int j = 0; j < d; j++) {
        rows[i][j] = random.nextGaussian();
        z += truth[j] * rows[i][j];
      }
      labels[i] = z > 0 ? 1 : 0;
    }
    return new Classification(weights, rows, labels);
  }
}
