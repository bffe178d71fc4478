package corpus;

import dev.adjoint.annotations.Differentiable;

/** Stores into memory under conditions, in both branches, through different references. */
final class ConditionalStores {
  @Differentiable
  static double value(double[] x, double[] y, int n) {
    double[] t = n > 1 ? x : y;
    for (int i = 0; i < 2; i++) {
      if (x[i] > y[i]) {
        t[i] = x[i] * y[i];
        t = y;
      } else {
        t[i] += x[1 - i];
        if (n == i) {
          t = new double[] {x[0], y[1]};
        }
      }
    }
    t[0] *= t[1];
    return x[0] * y[0] + x[1] * y[1] + t[0];
  }

  static Object[][] inputs_value() {
    return new Object[][] {
      {new double[] {1.5, 2}, new double[] {0.5, 3}, 2}, {new double[] {1.5, 2}, new double[] {2.5, 3}, 0}, {new double[] {1.5, 4}, new double[] {2.5, 3}, 1}
    };
  }
}
