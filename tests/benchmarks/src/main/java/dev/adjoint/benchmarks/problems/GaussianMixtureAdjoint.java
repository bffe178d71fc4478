package dev.adjoint.benchmarks.problems;

import java.util.Arrays;

/**
 * The adjoint of {@link GaussianMixture} by hand.
 *
 * <p>The points only meet in a sum: each is swept forward and back before the next. The vectors {@code Q (x - mean)}
 * of one point and the exponentials of its softmax are kept between the two. Storage is reused; an instance serves
 * one thread.
 */
public final class GaussianMixtureAdjoint {
  private double[][] diagonals = {}, diagonalsAdjoint = {}, products = {};
  private double[] logDeterminants = {}, main = {}, sums = {};

  /** Adds {@code seed} times the gradient to the three buffers, shaped as the parameters are, and returns the value. */
  public double logDensityVjp(
      double[] alpha,
      double[][] means,
      double[][] icf,
      double[][] points,
      double gamma,
      int m,
      double seed,
      double[] alphaAdjoint,
      double[][] meansAdjoint,
      double[][] icfAdjoint) {
    int components = alpha.length, dimension = means[0].length, n = points.length;
    allocate(components, dimension);
    double wishart = prepare(icf, dimension, gamma, m);
    double total = 0;
    for (double[] x : points) {
      total += point(alpha, means, icf, x, seed, meansAdjoint, icfAdjoint);
    }
    double logSum = softmax(alpha);
    for (int k = 0; k < components; k++) {
      alphaAdjoint[k] += sums[k] - n * seed * main[k];
      double[] row = icf[k], rowAdjoint = icfAdjoint[k], diagonal = diagonals[k], diagonalAdjoint = diagonalsAdjoint[k];
      double qAdjoint = sums[k] - m * seed, scale = seed * gamma * gamma;
      for (int j = 0; j < dimension; j++) {
        rowAdjoint[j] += qAdjoint + diagonal[j] * (diagonalAdjoint[j] + scale * diagonal[j]);
      }
      for (int j = dimension; j < row.length; j++) {
        rowAdjoint[j] += scale * row[j];
      }
    }
    return total - n * logSum + wishart + GaussianMixture.constant(n, dimension, components, gamma, m);
  }

  private void allocate(int components, int dimension) {
    if (diagonals.length != components || diagonals[0].length != dimension) {
      diagonals = new double[components][dimension];
      diagonalsAdjoint = new double[components][dimension];
      products = new double[components][dimension];
      logDeterminants = new double[components];
      main = new double[components];
      sums = new double[components];
      return;
    }
    for (double[] row : diagonalsAdjoint) {
      Arrays.fill(row, 0);
    }
    Arrays.fill(sums, 0);
  }

  private double prepare(double[][] icf, int dimension, double gamma, int m) {
    double wishart = 0;
    for (int k = 0; k < icf.length; k++) {
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
    return wishart;
  }

  /** One point, forward and back; the adjoints of the log-weights are summed in {@link #sums}. */
  private double point(
      double[] alpha, double[][] means, double[][] icf, double[] x, double seed,
      double[][] meansAdjoint, double[][] icfAdjoint) {
    double[] main = this.main;
    for (int k = 0; k < main.length; k++) {
      main[k] = alpha[k] + logDeterminants[k]
          - 0.5 * squaredDistance(x, means[k], diagonals[k], icf[k], products[k]);
    }
    double value = softmax(main);
    for (int k = 0; k < main.length; k++) {
      double adjoint = seed * main[k];
      sums[k] += adjoint;
      reverse(x, means[k], diagonals[k], icf[k], products[k], -adjoint,
          meansAdjoint[k], diagonalsAdjoint[k], icfAdjoint[k]);
    }
    return value;
  }

  private static double squaredDistance(
      double[] x, double[] mean, double[] diagonal, double[] icf, double[] product) {
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      double y = diagonal[j] * (x[j] - mean[j]);
      int start = x.length + j * (j - 1) / 2;
      for (int i = 0; i < j; i++) {
        y += icf[start + i] * (x[i] - mean[i]);
      }
      product[j] = y;
      sum += y * y;
    }
    return sum;
  }

  /** Half the adjoint of the squared distance, scaled by {@code seed}. */
  private static void reverse(
      double[] x, double[] mean, double[] diagonal, double[] icf, double[] product, double seed,
      double[] meanAdjoint, double[] diagonalAdjoint, double[] icfAdjoint) {
    for (int j = 0; j < x.length; j++) {
      double y = seed * product[j];
      diagonalAdjoint[j] += y * (x[j] - mean[j]);
      meanAdjoint[j] -= y * diagonal[j];
      int start = x.length + j * (j - 1) / 2;
      for (int i = 0; i < j; i++) {
        icfAdjoint[start + i] += y * (x[i] - mean[i]);
        meanAdjoint[i] -= y * icf[start + i];
      }
    }
  }

  /** log(sum exp(v)); leaves its gradient in {@link #main}, which may be v itself. */
  private double softmax(double[] v) {
    double[] main = this.main;
    double max = GaussianMixture.max(v), sum = 0;
    for (int k = 0; k < v.length; k++) {
      main[k] = Math.exp(v[k] - max);
      sum += main[k];
    }
    double inverse = 1 / sum;
    for (int k = 0; k < v.length; k++) {
      main[k] *= inverse;
    }
    return max + Math.log(sum);
  }
}
