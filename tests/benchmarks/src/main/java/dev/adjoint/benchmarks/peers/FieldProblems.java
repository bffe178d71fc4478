package dev.adjoint.benchmarks.peers;

import org.hipparchus.CalculusFieldElement;

/**
 * Rosenbrock, logistic regression and the integration, over any field; see the classes of those names for the
 * formulas.
 */
public final class FieldProblems {
  private FieldProblems() {}

  /** Rosenbrock's function. */
  public static <T extends CalculusFieldElement<T>> T rosenbrock(T[] x) {
    T sum = x[0].newInstance(0);
    for (int i = 0; i + 1 < x.length; i++) {
      T a = x[i + 1].subtract(x[i].multiply(x[i])), b = x[i].negate().add(1);
      sum = sum.add(a.multiply(a).multiply(100)).add(b.multiply(b));
    }
    return sum;
  }

  /** The loss of a logistic regression. */
  public static <T extends CalculusFieldElement<T>> T logistic(
      T[] weights, double[][] rows, double[] labels, double penalty) {
    T total = weights[0].newInstance(0);
    for (int i = 0; i < rows.length; i++) {
      T z = weights[0].linearCombination(rows[i], weights);
      T softplus = z.getReal() > 0 ? z.add(z.negate().exp().log1p()) : z.exp().log1p();
      total = total.add(softplus.subtract(z.multiply(labels[i])));
    }
    T norm = weights[0].linearCombination(weights, weights);
    return total.divide(rows.length).add(norm.multiply(0.5 * penalty));
  }

  /** The population after an integration over {@code span}. */
  public static <T extends CalculusFieldElement<T>> T population(T[] p, int steps, double span) {
    T x = p[4], y = p[5];
    double h = span / steps;
    for (int i = 0; i < steps; i++) {
      T x1 = prey(p, x, y), y1 = predators(p, x, y);
      T u = x.add(x1.multiply(0.5 * h)), v = y.add(y1.multiply(0.5 * h));
      T x2 = prey(p, u, v), y2 = predators(p, u, v);
      u = x.add(x2.multiply(0.5 * h));
      v = y.add(y2.multiply(0.5 * h));
      T x3 = prey(p, u, v), y3 = predators(p, u, v);
      u = x.add(x3.multiply(h));
      v = y.add(y3.multiply(h));
      T x4 = prey(p, u, v), y4 = predators(p, u, v);
      x = x.add(x1.add(x2.add(x3).multiply(2)).add(x4).multiply(h / 6));
      y = y.add(y1.add(y2.add(y3).multiply(2)).add(y4).multiply(h / 6));
    }
    return x.add(y);
  }

  private static <T extends CalculusFieldElement<T>> T prey(T[] p, T x, T y) {
    return x.multiply(p[0].subtract(p[1].multiply(y)));
  }

  private static <T extends CalculusFieldElement<T>> T predators(T[] p, T x, T y) {
    return y.multiply(p[3].multiply(x).subtract(p[2]));
  }
}
