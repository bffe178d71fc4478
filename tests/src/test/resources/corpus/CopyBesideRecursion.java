package corpus;

import dev.adjoint.annotations.Differentiable;

/** A reverse iteration that borrows an array and calls the reverse half of a recursive helper. */
final class CopyBesideRecursion {
  @Differentiable
  static double value(double[] x, int n) {
    double s = 0;
    for (int k = 0; k < n; k++) {
      System.arraycopy(x, 0, x, 1, x.length - 1);
      x[0] = power(x[1], k) * 0.5;
      s += x[0] * x[x.length - 1];
      System.arraycopy(x, 1, x, 0, x.length - 1);
    }
    return s;
  }

  private static double power(double x, int n) {
    if (n == 0) {
      return Math.sin(x);
    }
    double[] t = new double[n];
    t[0] = x;
    return power(t[0] * 0.9, n - 1) * x;
  }

  /** The seed may be the buffer itself. */
  @Differentiable
  static double[] rotated(double[] p) {
    return new double[] {p[0] * p[1], p[1] - p[0]};
  }

  static Object[][] inputs_value() {
    return new Object[][] {{new double[] {0.5, 1.2, -0.3}, 4}, {new double[] {0.5, 1.2}, 2}};
  }

  static Object[][] inputs_rotated() {
    return new Object[][] {{new double[] {0.5, 1.2}}};
  }
}
