package dev.adjoint.benchmarks.problems;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;

/**
 * Two-class logistic regression: mean cross-entropy plus an L2 penalty.
 *
 * <p>C. M. Bishop, <i>Pattern Recognition and Machine Learning</i> (2006), section 4.3.2, with the probability of a
 * label expressed through softplus so that no exponential overflows.
 */
public final class LogisticRegression {
  private LogisticRegression() {}

  /**
   * The loss {@code mean(softplus(z) - label z) + penalty/2 |weights|²} with {@code z = row · weights}.
   *
   * @param weights one weight per column
   * @param rows n rows of as many features as there are weights
   * @param labels n labels, 0 or 1
   * @param penalty the weight of the L2 term
   */
  @Differentiable
  public static double loss(
      double[] weights,
      @NonDifferentiable double[][] rows,
      @NonDifferentiable double[] labels,
      @NonDifferentiable double penalty) {
    double total = 0;
    for (int i = 0; i < rows.length; i++) {
      double z = dot(rows[i], weights);
      total += softplus(z) - labels[i] * z;
    }
    return total / rows.length + 0.5 * penalty * dot(weights, weights);
  }

  /**
   * log(1 + exp(z)). The two branches meet smoothly at 0, where a formula with max and abs would have a kink in each
   * part: weights that start at zero sit exactly there.
   */
  static double softplus(double z) {
    return z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z));
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
