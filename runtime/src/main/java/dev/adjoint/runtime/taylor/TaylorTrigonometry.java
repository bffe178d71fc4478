package dev.adjoint.runtime.taylor;

import static dev.adjoint.runtime.taylor.TaylorArithmetic.add;
import static dev.adjoint.runtime.taylor.TaylorArithmetic.multiply;
import static dev.adjoint.runtime.taylor.TaylorArithmetic.negate;
import static dev.adjoint.runtime.taylor.TaylorArithmetic.subtract;

/** Circular and hyperbolic functions, and their inverses, of the series of {@link TaylorArithmetic}. */
public final class TaylorTrigonometry {
  private TaylorTrigonometry() {}

  /** {@code Math.sin(x)}: s' = x' c, c' = -x' s. */
  public static double[] sin(double[] x) {
    return pair(x, Math.sin(x[0]), Math.cos(x[0]), 1, -1);
  }

  /** {@code Math.cos(x)}. */
  public static double[] cos(double[] x) {
    return pair(x, Math.cos(x[0]), Math.sin(x[0]), -1, 1);
  }

  /** {@code Math.sinh(x)}: s' = x' c, c' = x' s. */
  public static double[] sinh(double[] x) {
    return pair(x, Math.sinh(x[0]), Math.cosh(x[0]), 1, 1);
  }

  /** {@code Math.cosh(x)}. */
  public static double[] cosh(double[] x) {
    return pair(x, Math.cosh(x[0]), Math.sinh(x[0]), 1, 1);
  }

  /** The v with v' = a x' w and w' = b x' v. */
  private static double[] pair(double[] x, double v0, double w0, double a, double b) {
    double[] v = new double[x.length];
    double[] w = new double[x.length];
    v[0] = v0;
    w[0] = w0;
    for (int k = 1; k < v.length; k++) {
      v[k] = a * Recurrences.productCoefficient(k, x, w);
      w[k] = b * Recurrences.productCoefficient(k, x, v);
    }
    return v;
  }

  /** {@code Math.tan(x)}: v' = x' (1 + v v). */
  public static double[] tan(double[] x) {
    return tangent(x, Math.tan(x[0]), 1);
  }

  /** {@code Math.tanh(x)}: v' = x' (1 - v v). */
  public static double[] tanh(double[] x) {
    return tangent(x, Math.tanh(x[0]), -1);
  }

  private static double[] tangent(double[] x, double v0, double sign) {
    double[] v = new double[x.length];
    double[] w = new double[x.length];
    v[0] = v0;
    w[0] = 1 + sign * (v0 * v0);
    for (int k = 1; k < v.length; k++) {
      v[k] = Recurrences.productCoefficient(k, x, w);
      double square = 0;
      for (int j = 0; j <= k; j++) {
        square += Recurrences.product(v[j], v[k - j]);
      }
      w[k] = sign * square;
    }
    return v;
  }

  /** {@code Math.asin(x)}: v' = x' / sqrt((1 - x)(1 + x)). */
  public static double[] asin(double[] x) {
    return Recurrences.quotient(Math.asin(x[0]), x, sine(x));
  }

  /** {@code Math.acos(x)}. */
  public static double[] acos(double[] x) {
    double[] v = negate(Recurrences.quotient(0, x, sine(x)));
    v[0] = Math.acos(x[0]);
    return v;
  }

  private static double[] sine(double[] x) {
    return TaylorPowers.sqrt(multiply(subtract(1, x), add(1, x)));
  }

  /** {@code Math.atan(x)}: v' = x' / (1 + x x). */
  public static double[] atan(double[] x) {
    return Recurrences.quotient(Math.atan(x[0]), x, add(1, multiply(x, x)));
  }

  /** {@code Math.atan2(y, x)}: v' = (x y' - y x') / (x x + y y); the first operand is the ordinate. */
  public static double[] atan2(double[] y, double[] x) {
    double[] v = new double[x.length];
    v[0] = Math.atan2(y[0], x[0]);
    if (Recurrences.isConstant(x) && Recurrences.isConstant(y)) {
      return v;
    }
    double[] d = add(multiply(x, x), multiply(y, y));
    for (int k = 1; k < v.length; k++) {
      double sum = 0;
      for (int j = 1; j <= k; j++) {
        sum += j * (Recurrences.product(y[j], x[k - j]) - Recurrences.product(x[j], y[k - j]));
        sum -= j == k ? 0 : Recurrences.product(j * v[j], d[k - j]);
      }
      v[k] = sum / d[0] / k;
    }
    return v;
  }

  /** The inverse of sinh, as libraries have it. */
  public static double[] asinh(double[] x) {
    double[] d = TaylorPowers.hypot(TaylorArithmetic.constant(1, x.length - 1), x);
    double value = Math.copySign(Math.log(Math.abs(x[0]) + d[0]), x[0]);
    return Recurrences.quotient(value, x, d);
  }

  /** The inverse of cosh. */
  public static double[] acosh(double[] x) {
    double[] d = TaylorPowers.sqrt(multiply(subtract(x, 1), add(x, 1)));
    return Recurrences.quotient(Math.log(x[0] + d[0]), x, d);
  }

  /** The inverse of tanh. */
  public static double[] atanh(double[] x) {
    return Recurrences.quotient(0.5 * Math.log((1 + x[0]) / (1 - x[0])), x, multiply(subtract(1, x), add(1, x)));
  }
}
