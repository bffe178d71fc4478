package dev.adjoint.examples;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;

/**
 * The log-likelihood of points under a mixture of Gaussians, in ADBench's form: component k has weight
 * softmax(alpha)_k and inverse covariance Q'Q. Row k of icf holds the logarithms of Q's diagonal, then what is below
 * it column by column.
 */
final class GaussianMixture {
  private GaussianMixture() {}

  /** ADBench's objective: the log-likelihood and the Wishart term. */
  @Differentiable
  static double objective(double[] alpha, double[][] means, double[][] icf,
      @NonDifferentiable double[][] points, @NonDifferentiable double gamma, int m) {
    return logLikelihood(alpha, means, icf, points) + Wishart.term(icf, means[0].length, gamma, m);
  }

  /** The logarithm of the points' density. */
  @Differentiable
  static double logLikelihood(
      double[] alpha, double[][] means, double[][] icf, @NonDifferentiable double[][] points) {
    double[] main = new double[alpha.length];
    double total = 0;
    for (double[] x : points) {
      for (int k = 0; k < main.length; k++) {
        main[k] = alpha[k] + logDensity(x, means[k], icf[k]);
      }
      total += logSumExp(main);
    }
    return total - points.length * logSumExp(alpha);
  }

  /** log N(x): log |Q| - |Q (x - mean)|² / 2 - d/2 log 2π. */
  private static double logDensity(double[] x, double[] mean, double[] icf) {
    int d = x.length;
    double logDeterminant = 0, distance = 0;
    for (int row = 0; row < d; row++) {
      logDeterminant += icf[row];
      double y = Math.exp(icf[row]) * (x[row] - mean[row]);
      int at = d + row - 1;
      for (int column = 0; column < row; column++) {
        y += icf[at] * (x[column] - mean[column]);
        at += d - column - 2;
      }
      distance += y * y;
    }
    return logDeterminant - 0.5 * distance - 0.5 * d * Math.log(2 * Math.PI);
  }

  /** log(sum exp(v)), shifted by the maximum. */
  private static double logSumExp(double[] v) {
    double max = v[0];
    for (double value : v) {
      max = Math.max(max, value);
    }
    double sum = 0;
    for (double value : v) {
      sum += Math.exp(value - max);
    }
    return max + Math.log(sum);
  }
}
