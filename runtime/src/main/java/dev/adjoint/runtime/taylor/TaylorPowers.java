package dev.adjoint.runtime.taylor;

/** Powers, roots, exponentials and logarithms of the series of {@link TaylorArithmetic}. */
public final class TaylorPowers {
  private static final double LN_10 = 2.302585092994046;

  private TaylorPowers() {}

  /** {@code Math.exp(x)}: v' = x' v. */
  public static double[] exp(double[] x) {
    return exponential(Math.exp(x[0]), x);
  }

  /** {@code Math.expm1(x)}. */
  public static double[] expm1(double[] x) {
    double value = Math.expm1(x[0]);
    // value + 1 cancels for negative x, exp does not
    double[] v = exponential(x[0] < -0.5 ? Math.exp(x[0]) : value + 1, x);
    v[0] = value;
    return v;
  }

  private static double[] exponential(double v0, double[] x) {
    double[] v = new double[x.length];
    v[0] = v0;
    for (int k = 1; k < v.length; k++) {
      v[k] = Recurrences.productCoefficient(k, x, v);
    }
    return v;
  }

  /** {@code Math.log(x)}: v' = x' / x. */
  public static double[] log(double[] x) {
    return Recurrences.quotient(Math.log(x[0]), x, x);
  }

  /** The logarithm of x to a base. */
  public static double[] log(double[] base, double[] x) {
    return TaylorArithmetic.divide(log(x), log(base));
  }

  /** {@code Math.log10(x)}. */
  public static double[] log10(double[] x) {
    double[] v = TaylorArithmetic.divide(log(x), LN_10);
    v[0] = Math.log10(x[0]);
    return v;
  }

  /** {@code Math.log1p(x)}. */
  public static double[] log1p(double[] x) {
    return Recurrences.quotient(Math.log1p(x[0]), x, TaylorArithmetic.add(x, 1));
  }

  /** {@code Math.sqrt(x)}: from v v = x. */
  public static double[] sqrt(double[] x) {
    double[] v = new double[x.length];
    v[0] = Math.sqrt(x[0]);
    for (int k = 1; k < v.length; k++) {
      double rest = x[k];
      for (int j = 1; j < k; j++) {
        rest -= Recurrences.product(v[j], v[k - j]);
      }
      // the square root of -0.0 is -0.0; abs makes the derivative +Inf there as well
      v[k] = Recurrences.quotient(rest, 2 * Math.abs(v[0]));
    }
    return v;
  }

  /** {@code Math.cbrt(x)}. */
  public static double[] cbrt(double[] x) {
    double value = Math.cbrt(x[0]);
    if (x[0] != 0) {
      return power(value, x, 1.0 / 3);
    }
    double[] g = new double[x.length];
    for (int k = 0; k < g.length; k++) {
      g[k] = k == 0 ? value : k == 1 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    return Recurrences.compose(g, x);
  }

  /** {@code Math.pow(x, p)} with a constant p: v' x = p x' v. */
  public static double[] pow(double[] x, double p) {
    double value = Math.pow(x[0], p);
    if (p == 0) {
      return TaylorArithmetic.constant(value, x.length - 1);
    }
    if (p == 1 || p == 2) {
      return TaylorArithmetic.around(p == 1 ? x : TaylorArithmetic.multiply(x, x), value);
    }
    if (Math.abs(value) >= Double.MIN_NORMAL && Double.isFinite(value) && x[0] != 0 && Double.isFinite(x[0])) {
      return power(value, x, p);
    }
    double[] g = new double[x.length];
    double binomial = 1;
    for (int k = 0; k < g.length; k++) {
      g[k] = Recurrences.product(binomial, Math.pow(x[0], p - k));
      binomial *= (p - k) / (k + 1);
    }
    double[] v = Recurrences.compose(g, x);
    v[0] = value;
    return v;
  }

  /** The power of an x that is not 0. */
  private static double[] power(double v0, double[] x, double p) {
    double[] v = new double[x.length];
    v[0] = v0;
    for (int k = 1; k < v.length; k++) {
      double sum = 0;
      for (int j = 1; j <= k; j++) {
        sum += Recurrences.product(x[j], (p * j - (k - j)) * v[k - j]);
      }
      v[k] = Recurrences.quotient(sum, x[0]) / k;
    }
    return v;
  }

  /** {@code Math.pow(x, p)} with a constant x. */
  public static double[] pow(double x, double[] p) {
    return pow(TaylorArithmetic.constant(x, p.length - 1), p);
  }

  /**
   * {@code Math.pow(x, p)}. For x &gt; 0 it is exp(p log x). Elsewhere the derivatives in p are NaN, but 0 at x = 0 as long as fewer derivatives
   * in x than p are taken.
   */
  public static double[] pow(double[] x, double[] p) {
    int first = Recurrences.first(p);
    if (first == p.length) {
      return pow(x, p[0]);
    }
    if (x[0] > 0) {
      return exponential(Math.pow(x[0], p[0]), TaylorArithmetic.multiply(p, log(x)));
    }
    double[] v = pow(x, p[0]);
    boolean zero = x[0] == 0 && p[0] > 0;
    boolean still = Recurrences.isConstant(x);
    for (int k = first; k < v.length; k++) {
      if (!zero || !still && k - 1 >= p[0]) {
        v[k] = Double.NaN;
      }
    }
    return v;
  }

  /**
   * {@code Math.hypot(x, y)}. Where both are 0, zeros, unless their first coefficient that is not zero is of even order: then the result is a
   * smooth function of the curve.
   */
  public static double[] hypot(double[] x, double[] y) {
    double value = Math.hypot(x[0], y[0]);
    if (value != 0) {
      return hypot(value, x, y);
    }
    double[] r = TaylorArithmetic.constant(value, x.length - 1);
    int first = Math.min(Recurrences.first(x), Recurrences.first(y));
    if (first % 2 == 0 && first < x.length) {
      double[] left = java.util.Arrays.copyOfRange(x, first, x.length);
      double[] right = java.util.Arrays.copyOfRange(y, first, y.length);
      System.arraycopy(hypot(Math.hypot(left[0], right[0]), left, right), 0, r, first, left.length);
    }
    return r;
  }

  /** r r' = x x' + y y', divided by r(0), so that nothing overflows. */
  private static double[] hypot(double value, double[] x, double[] y) {
    double[] r = new double[x.length];
    r[0] = value;
    for (int k = 1; k < r.length; k++) {
      double sum = 0;
      for (int j = 1; j <= k; j++) {
        sum += Recurrences.product(j * x[j], x[k - j] / value) + Recurrences.product(j * y[j], y[k - j] / value);
        sum -= j == k ? 0 : Recurrences.product(j * r[j], r[k - j] / value);
      }
      r[k] = sum / k;
    }
    return r;
  }
}
