package dev.adjoint.benchmarks.problems;

import dev.adjoint.annotations.Adjoint;
import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;

/**
 * The log-density of points under a mixture of Gaussians with a Wishart term, Microsoft ADBench's first objective.
 *
 * <p>Component k has weight softmax(alpha)_k, a mean, and an inverse covariance {@code Q'Q}. Q is lower triangular:
 * the logarithms of its diagonal are the first d numbers of row k of {@code icf}, then follow the entries below the
 * diagonal <em>row by row</em> (ADBench's files have them column by column), so that the innermost loop walks along
 * memory. F. Srajer, Z. Kukelova, A. Fitzgibbon, <i>A benchmark of selected algorithmic differentiation tools</i>,
 * Optimization Methods and Software 33 (2018).
 */
public final class GaussianMixture {
  private GaussianMixture() {}

  /**
   * ADBench's objective.
   *
   * @param alpha k unnormalised log-weights
   * @param means k rows of d
   * @param icf k rows of d (d + 1) / 2
   * @param points n rows of d
   * @param gamma the Wishart term's scale
   * @param m the Wishart term's excess degrees of freedom
   */
  @Differentiable
  public static double logDensity(
      double[] alpha,
      double[][] means,
      double[][] icf,
      @NonDifferentiable double[][] points,
      @NonDifferentiable double gamma,
      int m) {
    int components = alpha.length, dimension = means[0].length;
    double[][] diagonals = new double[components][dimension];
    double[] logDeterminants = new double[components];
    double wishart = 0;
    for (int k = 0; k < components; k++) {
      double[] row = icf[k], diagonal = diagonals[k];
      double sum = 0, squares = 0;
      for (int j = 0; j < dimension; j++) {
        diagonal[j] = Math.exp(row[j]);
        sum += row[j];
        squares += diagonal[j] * diagonal[j];
      }
      for (int j = dimension; j < row.length; j++) {
        squares += row[j] * row[j];
      }
      logDeterminants[k] = sum;
      wishart += 0.5 * gamma * gamma * squares - m * sum;
    }
    double total = 0;
    double[] main = new double[components];
    for (int i = 0; i < points.length; i++) {
      double[] x = points[i];
      for (int k = 0; k < main.length; k++) {
        main[k] = alpha[k] + logDeterminants[k] - 0.5 * squaredDistance(x, means[k], diagonals[k], icf[k]);
      }
      total += logSumExp(main);
    }
    return total - points.length * logSumExp(alpha) + wishart
        + constant(points.length, dimension, components, gamma, m);
  }

  /** {@code |Q (x - mean)|²}. */
  static double squaredDistance(double[] x, double[] mean, double[] diagonal, double[] icf) {
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      double y = diagonal[j] * (x[j] - mean[j]);
      int start = x.length + j * (j - 1) / 2;
      for (int i = 0; i < j; i++) {
        y += icf[start + i] * (x[i] - mean[i]);
      }
      sum += y * y;
    }
    return sum;
  }

  /** log(sum exp(v)). The shift by the maximum avoids overflow and cancels: no derivative need flow through it. */
  static double logSumExp(double[] v) {
    double max = Adjoint.detach(max(v));
    double sum = 0;
    for (int k = 0; k < v.length; k++) {
      sum += Math.exp(v[k] - max);
    }
    return max + Math.log(sum);
  }

  static double max(double[] v) {
    double max = v[0];
    for (int k = 1; k < v.length; k++) {
      max = Math.max(max, v[k]);
    }
    return max;
  }

  /** What no parameter reaches: the Gaussian's and the Wishart distribution's normalisation. */
  static double constant(int n, int d, int k, double gamma, int m) {
    int freedom = d + m + 1;
    double wishart = freedom * d * (Math.log(gamma) - 0.5 * Math.log(2)) - logGammaDistribution(0.5 * freedom, d);
    return -0.5 * n * d * Math.log(2 * Math.PI) - k * wishart;
  }

  /** The logarithm of the multivariate gamma function. */
  static double logGammaDistribution(double a, int p) {
    double sum = 0.25 * p * (p - 1) * Math.log(Math.PI);
    for (int j = 1; j <= p; j++) {
      sum += logGamma(a + 0.5 * (1 - j));
    }
    return sum;
  }

  /** log Γ(x) for x > 0: the recurrence up to 10, then Stirling's series (Abramowitz and Stegun 6.1.41). */
  static double logGamma(double x) {
    double shift = 0;
    while (x < 10) {
      shift += Math.log(x);
      x++;
    }
    double r = 1 / (x * x);
    double series = (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r / 1188)))) / x;
    return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - shift;
  }
}
