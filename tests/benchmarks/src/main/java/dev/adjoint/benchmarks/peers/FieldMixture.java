package dev.adjoint.benchmarks.peers;

import org.hipparchus.CalculusFieldElement;

/** The Gaussian mixture over any field, without its constant; see the problem of that name for the formula. */
public final class FieldMixture {
  private FieldMixture() {}

  /** The log-density but for what no parameter reaches. */
  public static <T extends CalculusFieldElement<T>> T logDensity(
      T[] alpha, T[][] means, T[][] icf, double[][] points, double gamma, int m) {
    int components = alpha.length, dimension = means[0].length;
    T zero = alpha[0].newInstance(0);
    T[][] diagonals = means.clone();
    T[] shifts = alpha.clone();
    T wishart = zero;
    for (int k = 0; k < components; k++) {
      T sum = zero, squares = zero;
      diagonals[k] = means[k].clone();
      for (int j = 0; j < dimension; j++) {
        diagonals[k][j] = icf[k][j].exp();
        sum = sum.add(icf[k][j]);
        squares = squares.add(diagonals[k][j].multiply(diagonals[k][j]));
      }
      for (int j = dimension; j < icf[k].length; j++) {
        squares = squares.add(icf[k][j].multiply(icf[k][j]));
      }
      shifts[k] = alpha[k].add(sum);
      wishart = wishart.add(squares.multiply(0.5 * gamma * gamma)).subtract(sum.multiply(m));
    }
    T total = zero;
    T[] main = alpha.clone();
    for (double[] x : points) {
      for (int k = 0; k < components; k++) {
        main[k] = shifts[k].subtract(squaredDistance(x, means[k], diagonals[k], icf[k]).multiply(0.5));
      }
      total = total.add(logSumExp(main));
    }
    return total.subtract(logSumExp(alpha).multiply(points.length)).add(wishart);
  }

  private static <T extends CalculusFieldElement<T>> T squaredDistance(double[] x, T[] mean, T[] diagonal, T[] icf) {
    T sum = mean[0].newInstance(0);
    for (int j = 0; j < x.length; j++) {
      T y = diagonal[j].multiply(mean[j].negate().add(x[j]));
      int start = x.length + j * (j - 1) / 2;
      for (int i = 0; i < j; i++) {
        y = y.add(icf[start + i].multiply(mean[i].negate().add(x[i])));
      }
      sum = sum.add(y.multiply(y));
    }
    return sum;
  }

  private static <T extends CalculusFieldElement<T>> T logSumExp(T[] v) {
    double max = Double.NEGATIVE_INFINITY;
    for (T t : v) {
      max = Math.max(max, t.getReal());
    }
    T sum = v[0].newInstance(0);
    for (T t : v) {
      sum = sum.add(t.subtract(max).exp());
    }
    return sum.log().add(max);
  }
}
