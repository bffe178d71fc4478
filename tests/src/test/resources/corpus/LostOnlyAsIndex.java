package corpus;

import dev.adjoint.annotations.Adjoint;
import dev.adjoint.annotations.Differentiable;

/** A conversion to an integer is allowed where the value only serves as index, bound or condition. */
final class LostOnlyAsIndex {
  @Differentiable
  static double interpolate(double[] table, double x) {
    int i = (int) Adjoint.detach(x);
    i = Math.max(0, Math.min(i, table.length - 2));
    double f = x - i;
    return table[i] * (1 - f) + table[i + 1] * f;
  }

  @Differentiable
  static double nearest(double[] table, double x) {
    int i = (int) (x + 0.5);
    return table[i] * x;
  }

  @Differentiable
  static double bound(double x) {
    double s = 0;
    for (int i = 0; i < (int) (x * 3); i++) {
      s += x * (i + 1);
    }
    long n = Math.round(x);
    if (n > 1) {
      s *= x;
    }
    return s + (int) Adjoint.detach(x) * x;
  }

  static Object[][] inputs_interpolate() {
    return new Object[][] {{new double[] {1, 3, -2, 0.5}, 1.3}, {new double[] {1, 3, -2, 0.5}, 2.8}};
  }

  static Object[][] inputs_nearest() {
    return new Object[][] {{new double[] {1, 3, -2, 0.5}, 1.3}, {new double[] {1, 3, -2, 0.5}, 2.8}};
  }

  static Object[][] inputs_bound() {
    return new Object[][] {{1.2}, {2.2}, {0.2}};
  }
}
