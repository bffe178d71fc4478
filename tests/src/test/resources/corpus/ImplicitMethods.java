package corpus;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.FixedPoint;
import dev.adjoint.annotations.ImplicitRoot;
import dev.adjoint.annotations.NonDifferentiable;

/** Roots and fixed points, differentiated at what was found, beside the same iterations differentiated as they stand. */
// reverse tolerance: 1e-11
final class ImplicitMethods {
  /** A real root of a cubic by Newton's method. */
  @Differentiable
  @ImplicitRoot("cubic")
  static double root(double p, double q, @NonDifferentiable double start) {
    double z = start;
    for (int i = 0; i < 60; i++) {
      z -= cubic(z, q, p) / (3 * z * z + p);
    }
    return z;
  }

  /** The further parameters come in another order. */
  static double cubic(double z, double q, double p) {
    return z * z * z + p * z + q;
  }

  @Differentiable
  static double rootHere(double p, double q) {
    double z = 1;
    for (int i = 0; i < 60; i++) {
      z -= cubic(z, q, p) / (3 * z * z + p);
    }
    return z;
  }

  /** The equilibrium of coupled equations, by Newton's method with differences for its matrix. */
  @Differentiable
  @ImplicitRoot("balance")
  static double[] equilibrium(double[] x, double rate, int n) {
    double[] z = new double[n];
    for (int k = 0; k < 80; k++) {
      double[] f = balance(z, x, rate);
      for (int i = 0; i < n; i++) {
        z[i] -= 0.25 * f[i];
      }
    }
    for (int k = 0; k < 400; k++) {
      double[] f = balance(z, x, rate);
      for (int i = 0; i < n; i++) {
        z[i] -= 0.25 * f[i];
      }
    }
    return z;
  }

  private static double[] balance(double[] z, double[] x, double rate) {
    double[] f = new double[z.length];
    for (int i = 0; i < f.length; i++) {
      int next = (i + 1) % f.length;
      f[i] = 2 * z[i] + rate * Math.sin(z[next]) - x[i] * x[i];
    }
    return f;
  }

  /** Kepler's equation, by its own iteration. */
  @Differentiable
  @FixedPoint(value = "kepler", tolerance = 1e-15)
  static double anomaly(double mean, double eccentricity) {
    double e = mean;
    for (int i = 0; i < 300; i++) {
      e = kepler(e, mean, eccentricity);
    }
    return e;
  }

  static double kepler(double e, double mean, double eccentricity) {
    return mean + eccentricity * Math.sin(e);
  }

  /** Whatever length the step's arrays have. */
  @FixedPoint("relax")
  static double[] relaxed(double[] x, double[] couplings, double bias) {
    double[] z = new double[x.length];
    for (int k = 0; k < 300; k++) {
      z = relax(z, x, couplings, bias);
    }
    return z;
  }

  static double[] relax(double[] z, double[] x, double[] couplings, double bias) {
    double[] next = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      double s = bias;
      for (int j = 0; j < z.length; j++) {
        s += 0.25 * couplings[i] * z[j];
      }
      next[i] = Math.tanh(s) + x[i];
    }
    return next;
  }

  /** Results that are used again, changed, and found in loops. */
  @Differentiable
  static double around(double[] x, double rate) {
    double[] z = equilibrium(x, rate, x.length);
    z[0] *= rate;
    x[0] = z[1];
    double s = 0;
    for (int i = 0; i < 3; i++) {
      s += root(1 + z[0] * z[0], s - z[1], 0.5) * anomaly(z[i % 2], 0.25);
    }
    double[] r = relaxed(x, z, s);
    return s + r[0] * r[1];
  }

  @Differentiable
  static double relaxedSum(double[] x, double[] couplings, double bias) {
    double[] z = relaxed(x, couplings, bias);
    return z[0] * z[1] + z[z.length - 1];
  }

  static Object[][] inputs_root() {
    return new Object[][] {{1.5, -2.0, 1.0}, {0.25, 3.0, -1.0}};
  }

  static Object[][] inputs_rootHere() {
    return new Object[][] {{1.5, -2.0}};
  }

  static Object[][] inputs_equilibrium() {
    return new Object[][] {{new double[] {0.75, -1.25, 0.5}, 0.875, 3}, {new double[] {1.5}, 0.5, 1}};
  }

  static Object[][] inputs_anomaly() {
    return new Object[][] {{1.25, 0.375}, {-0.5, 0.75}};
  }

  static Object[][] inputs_around() {
    return new Object[][] {{new double[] {0.75, -1.25}, 0.625}};
  }

  static Object[][] inputs_relaxedSum() {
    return new Object[][] {{new double[] {0.5, -0.25, 0.75}, new double[] {0.5, -1, 0.25}, 0.125}};
  }
}
