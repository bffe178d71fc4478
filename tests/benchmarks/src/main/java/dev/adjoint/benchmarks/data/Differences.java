package dev.adjoint.benchmarks.data;

import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Difference quotients of a function with respect to arrays that it reads: each entry is moved in place and put back.
 * The steps balance truncation against rounding (W. H. Press et al., <i>Numerical Recipes</i>, 3rd ed., 5.7).
 */
public final class Differences {
  private static final double FORWARD = Math.sqrt(Math.ulp(1.0)), CENTRAL = Math.cbrt(Math.ulp(1.0));

  private Differences() {}

  /** Forward quotients: one evaluation per entry besides {@code value}, the function's value at the point. */
  public static void forward(DoubleSupplier f, double value, double[] x, double[] gradient) {
    for (int i = 0; i < x.length; i++) {
      double kept = x[i];
      x[i] = kept + FORWARD * Math.max(1, Math.abs(kept));
      gradient[i] = (f.getAsDouble() - value) / (x[i] - kept);
      x[i] = kept;
    }
  }

  /** Forward quotients with respect to the rows of a matrix. */
  public static void forward(DoubleSupplier f, double value, double[][] x, double[][] gradient) {
    for (int i = 0; i < x.length; i++) {
      forward(f, value, x[i], gradient[i]);
    }
  }

  /** Forward quotients of several results at once; entry i goes to column {@code at + i} of each result's row. */
  public static void forward(Supplier<double[]> f, double[] values, double[] x, double[][] rows, int at) {
    for (int i = 0; i < x.length; i++) {
      double kept = x[i];
      x[i] = kept + FORWARD * Math.max(1, Math.abs(kept));
      double[] moved = f.get();
      for (int r = 0; r < values.length; r++) {
        rows[r][at + i] = (moved[r] - values[r]) / (x[i] - kept);
      }
      x[i] = kept;
    }
  }

  /** Central quotients: two evaluations per entry. */
  public static double[] central(DoubleSupplier f, double[] x) {
    double[] gradient = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double kept = x[i], step = CENTRAL * Math.max(1, Math.abs(kept));
      double up = kept + step, down = kept - step;
      x[i] = up;
      double above = f.getAsDouble();
      x[i] = down;
      double below = f.getAsDouble();
      gradient[i] = (above - below) / (up - down);
      x[i] = kept;
    }
    return gradient;
  }

  /** Central quotients with respect to the rows of a matrix. */
  public static double[][] central(DoubleSupplier f, double[][] x) {
    double[][] gradient = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      gradient[i] = central(f, x[i]);
    }
    return gradient;
  }
}
