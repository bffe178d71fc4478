package dev.adjoint.runtime.taylor;

/** What the recurrences of several functions have in common. */
final class Recurrences {
  private Recurrences() {}

  /** The product; exactly 0 where a factor is, also if the other one is not finite. */
  static double product(double a, double b) {
    return a == 0 || b == 0 ? 0 : a * b;
  }

  /** The quotient; exactly 0 where nothing is divided, also by 0. */
  static double quotient(double a, double b) {
    return a == 0 ? 0 : a / b;
  }

  /** Whether a series depends on the variable. */
  static boolean isConstant(double[] x) {
    return first(x) == x.length;
  }

  /** The first order above 0 with a coefficient that is not zero; the length where there is none. */
  static int first(double[] x) {
    int k = 1;
    while (k < x.length && x[k] == 0) {
      k++;
    }
    return k;
  }

  /** The v with v' = x' w, where v(0) = v0 and w is known. */
  static double[] product(double v0, double[] x, double[] w) {
    double[] v = new double[x.length];
    v[0] = v0;
    for (int k = 1; k < v.length; k++) {
      v[k] = productCoefficient(k, x, w);
    }
    return v;
  }

  /** The coefficient of order k of the v with v' = x' w, which needs w up to order k - 1. */
  static double productCoefficient(int k, double[] x, double[] w) {
    double sum = 0;
    for (int j = 1; j <= k; j++) {
      sum += product(j * x[j], w[k - j]);
    }
    return sum / k;
  }

  /** The v with v' = x' / d, where v(0) = v0. */
  static double[] quotient(double v0, double[] x, double[] d) {
    double[] v = new double[x.length];
    v[0] = v0;
    for (int k = 1; k < v.length; k++) {
      double rest = k * x[k];
      for (int j = 1; j < k; j++) {
        rest -= product(j * v[j], d[k - j]);
      }
      v[k] = quotient(rest, d[0]) / k;
    }
    return v;
  }

  /**
   * A function of x by its own coefficients at x(0), by Horner's scheme; for points at which a recurrence would divide by zero. Takes the third
   * power of the order.
   *
   * @param g the coefficients of the function: {@code g[k]} is its k-th derivative at x(0), divided by k!
   */
  static double[] compose(double[] g, double[] x) {
    int n = x.length - 1;
    double[] v = new double[n + 1];
    v[0] = g[n];
    for (int m = n - 1; m >= 0; m--) {
      double[] next = new double[n + 1];
      for (int k = 1; k <= n; k++) {
        for (int j = 1; j <= k; j++) {
          next[k] += product(x[j], v[k - j]);
        }
      }
      next[0] = g[m];
      v = next;
    }
    return v;
  }
}
