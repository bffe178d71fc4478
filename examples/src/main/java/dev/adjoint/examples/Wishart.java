package dev.adjoint.examples;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;
import org.hipparchus.special.Gamma;

/**
 * The term by which ADBench's mixture weighs the inverse covariance factors: a Wishart distribution's logarithm (J.
 * Wishart, 1928).
 */
final class Wishart {
  private Wishart() {}

  /** {@code sum over k of gamma²/2 (|exp q|² + |rest|²) - m sum(q) - C}, with q the first d numbers of row k. */
  @Differentiable
  static double term(double[][] icf, int d, @NonDifferentiable double gamma, int m) {
    double total = -icf.length * normalisation(d, gamma, m);
    for (double[] row : icf) {
      double squares = 0, sum = 0;
      for (int j = 0; j < row.length; j++) {
        double entry = row[j];
        if (j < d) {
          sum += entry;
          entry = Math.exp(entry);
        }
        squares += entry * entry;
      }
      total += 0.5 * gamma * gamma * squares - m * sum;
    }
    return total;
  }

  private static double normalisation(int d, double gamma, int m) {
    int freedom = d + m + 1;
    return freedom * d * (Math.log(gamma) - 0.5 * Math.log(2)) - logMultivariateGamma(0.5 * freedom, d);
  }

  private static double logMultivariateGamma(double a, int p) {
    double sum = 0.25 * p * (p - 1) * Math.log(Math.PI);
    for (int j = 1; j <= p; j++) {
      sum += Gamma.logGamma(a + 0.5 * (1 - j));
    }
    return sum;
  }
}
