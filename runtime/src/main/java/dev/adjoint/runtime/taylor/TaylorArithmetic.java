package dev.adjoint.runtime.taylor;

/**
 * Arithmetic of truncated Taylor series. A series is an array {@code c} of its coefficients: {@code c[k]} is the k-th derivative divided by
 * k!, and its length is the order plus one. Nobody writes into a series that has been handed out, so that several variables and cells of
 * arrays may hold one. The series of one computation have one length.
 *
 * <p>The coefficient of order 0 is what Java's own operator or {@code Math} method gives, bit for bit. Recurrences are those of A. Griewank,
 * A. Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, tables 13.1 and 13.2.
 *
 * <p>Kinks are as in first derivatives; where the function of the curve is smooth all the same, as |t²| is at 0, coefficients are those of that
 * function.
 */
public final class TaylorArithmetic {
  private TaylorArithmetic() {}

  /**
   * The series of the variable itself: x + t.
   *
   * @param order the highest order, 0 or more
   * @throws IllegalArgumentException if the order is negative
   */
  public static double[] variable(double x, int order) {
    if (order < 0) {
      throw new IllegalArgumentException("there are no Taylor coefficients of order " + order);
    }
    double[] c = constant(x, order);
    if (order > 0) {
      c[1] = 1;
    }
    return c;
  }

  /**
   * The order of a series that a user has given.
   *
   * @param method the method that got it
   * @param parameter the name of the parameter for which it stands
   * @throws IllegalArgumentException if it has no coefficient
   */
  public static int order(String method, String parameter, double[] series) {
    if (series.length == 0) {
      throw new IllegalArgumentException(method + ": the series for " + parameter + " has no coefficient");
    }
    return series.length - 1;
  }

  /** The series of something that does not depend on the variable. */
  public static double[] constant(double value, int order) {
    double[] c = new double[order + 1];
    c[0] = value;
    return c;
  }

  /** The series that stands in an array beside a number; null stands for a constant. */
  public static double[] orConstant(double[] series, double value, int order) {
    return series != null ? series : constant(value, order);
  }

  /** The same series with another coefficient of order 0: for rounding, whose derivative is 1. */
  public static double[] around(double[] x, double value) {
    double[] c = x.clone();
    c[0] = value;
    return c;
  }

  /** -x. */
  public static double[] negate(double[] x) {
    double[] c = new double[x.length];
    for (int k = 0; k < c.length; k++) {
      c[k] = -x[k];
    }
    return c;
  }

  /** x + y. */
  public static double[] add(double[] x, double[] y) {
    double[] c = new double[x.length];
    for (int k = 0; k < c.length; k++) {
      c[k] = x[k] + y[k];
    }
    return c;
  }

  /** x + y with a constant y. */
  public static double[] add(double[] x, double y) {
    return around(x, x[0] + y);
  }

  /** x + y with a constant x. */
  public static double[] add(double x, double[] y) {
    return around(y, x + y[0]);
  }

  /** x - y. */
  public static double[] subtract(double[] x, double[] y) {
    double[] c = new double[x.length];
    for (int k = 0; k < c.length; k++) {
      c[k] = x[k] - y[k];
    }
    return c;
  }

  /** x - y with a constant y. */
  public static double[] subtract(double[] x, double y) {
    return around(x, x[0] - y);
  }

  /** x - y with a constant x. */
  public static double[] subtract(double x, double[] y) {
    double[] c = negate(y);
    c[0] = x - y[0];
    return c;
  }

  /** x y: the Cauchy product. */
  public static double[] multiply(double[] x, double[] y) {
    double[] c = new double[x.length];
    for (int k = 0; k < c.length; k++) {
      double sum = x[0] * y[k];
      for (int j = 1; j <= k; j++) {
        sum += x[j] * y[k - j];
      }
      c[k] = sum;
    }
    return c;
  }

  /** x y with a constant y. */
  public static double[] multiply(double[] x, double y) {
    double[] c = new double[x.length];
    for (int k = 0; k < c.length; k++) {
      c[k] = x[k] * y;
    }
    return c;
  }

  /** x y with a constant x. */
  public static double[] multiply(double x, double[] y) {
    double[] c = new double[y.length];
    for (int k = 0; k < c.length; k++) {
      c[k] = x * y[k];
    }
    return c;
  }

  /** x y + z, rounded once in the coefficient of order 0. */
  public static double[] fma(double[] x, double[] y, double[] z) {
    double[] c = multiply(x, y);
    c[0] = Math.fma(x[0], y[0], z[0]);
    for (int k = 1; k < c.length; k++) {
      c[k] += z[k];
    }
    return c;
  }

  /** x / y: from v y = x. */
  public static double[] divide(double[] x, double[] y) {
    double[] v = new double[x.length];
    v[0] = x[0] / y[0];
    for (int k = 1; k < v.length; k++) {
      double rest = x[k];
      for (int j = 1; j <= k; j++) {
        rest -= Recurrences.product(y[j], v[k - j]);
      }
      v[k] = Recurrences.quotient(rest, y[0]);
    }
    return v;
  }

  /** x / y with a constant y. */
  public static double[] divide(double[] x, double y) {
    double[] v = new double[x.length];
    v[0] = x[0] / y;
    for (int k = 1; k < v.length; k++) {
      v[k] = Recurrences.quotient(x[k], y);
    }
    return v;
  }

  /** x / y with a constant x. */
  public static double[] divide(double x, double[] y) {
    return divide(constant(x, y.length - 1), y);
  }

  /** {@code x % y}: x - n y with a whole number n that is constant between jumps. */
  public static double[] remainder(double[] x, double[] y) {
    return remainder(x, y, x[0] % y[0]);
  }

  /** {@code Math.IEEEremainder(x, y)}. */
  public static double[] IEEEremainder(double[] x, double[] y) {
    return remainder(x, y, Math.IEEEremainder(x[0], y[0]));
  }

  private static double[] remainder(double[] x, double[] y, double r) {
    double n = Math.rint((x[0] - r) / y[0]);
    double[] c = new double[x.length];
    c[0] = r;
    for (int k = 1; k < c.length; k++) {
      c[k] = x[k] - Recurrences.product(y[k], n);
    }
    return c;
  }

  /** {@code Math.scalb(x, n)}. */
  public static double[] scalb(double[] x, int n) {
    double[] c = new double[x.length];
    for (int k = 0; k < c.length; k++) {
      c[k] = Math.scalb(x[k], n);
    }
    return c;
  }

  /** {@code Math.toRadians(x)}. */
  public static double[] toRadians(double[] x) {
    double[] c = new double[x.length];
    for (int k = 0; k < c.length; k++) {
      c[k] = Math.toRadians(x[k]);
    }
    return c;
  }

  /** {@code Math.toDegrees(x)}. */
  public static double[] toDegrees(double[] x) {
    double[] c = new double[x.length];
    for (int k = 0; k < c.length; k++) {
      c[k] = Math.toDegrees(x[k]);
    }
    return c;
  }

  /**
   * |x|. At 0 zeros, unless the first coefficient that is not zero is of even order: then the absolute value is x or -x on both sides.
   */
  public static double[] abs(double[] x) {
    double sign = Math.signum(x[0]);
    for (int k = 2; sign == 0 && k < x.length && x[k - 1] == 0; k++) {
      sign = k % 2 == 0 ? Math.signum(x[k]) : 0;
    }
    double[] c = multiply(x, sign);
    c[0] = Math.abs(x[0]);
    return c;
  }

  /** {@code Math.copySign(x, y)}, which depends on the sign of y alone. */
  public static double[] copySign(double[] x, double[] y) {
    double[] c = multiply(abs(x), Math.copySign(1, y[0]));
    c[0] = Math.copySign(x[0], y[0]);
    return c;
  }

  /** {@code Math.max(x, y)}; where they are equal, the first. */
  public static double[] max(double[] x, double[] y) {
    return chosen(Math.max(x[0], y[0]), x, y, x[0] >= y[0]);
  }

  /** {@code Math.min(x, y)}; where they are equal, the first. */
  public static double[] min(double[] x, double[] y) {
    return chosen(Math.min(x[0], y[0]), x, y, x[0] <= y[0]);
  }

  private static double[] chosen(double value, double[] x, double[] y, boolean first) {
    if (!Double.isNaN(value)) {
      return around(first ? x : y, value);
    }
    double[] c = new double[x.length];
    c[0] = value;
    for (int k = 1; k < c.length; k++) {
      boolean moves = Double.isNaN(x[0]) && x[k] != 0 || Double.isNaN(y[0]) && y[k] != 0;
      c[k] = moves ? Double.NaN : 0;
    }
    return c;
  }

  /** {@code Math.clamp(x, least, most)}; on a bound, the value. */
  public static double[] clamp(double[] x, double[] least, double[] most) {
    double value = Math.clamp(x[0], least[0], most[0]);
    return Double.isNaN(value) ? chosen(value, x, x, true) : around(x[0] < least[0] ? least : x[0] > most[0] ? most : x, value);
  }
}
