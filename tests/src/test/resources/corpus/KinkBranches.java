package corpus;

import dev.adjoint.annotations.Differentiable;

/** A condition on an active value: the executed branch counts, and what was not executed does not. */
final class KinkBranches {
  @Differentiable
  static double safeRoot(double x) {
    return x > 0 ? Math.sqrt(x) : 3 * x;
  }

  @Differentiable
  static double safeInLoop(double[] x) {
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      if (x[i] > 0) {
        s += x[i] * Math.log(x[i]);
      }
    }
    return s;
  }

  @Differentiable
  static double relu(double x) {
    return x > 0 ? x : 0;
  }

  static Object[][] kinks_safeRoot() {
    return new Object[][] {{new Object[] {0.0}, 1.0, new double[] {3}}, {new Object[] {4.0}, 1.0, new double[] {0.25}}};
  }

  static Object[][] kinks_safeInLoop() {
    return new Object[][] {{new Object[] {new double[] {0, 1, -1}}, 1.0, new double[] {0, 1, 0}}};
  }

  static Object[][] kinks_relu() {
    return new Object[][] {{new Object[] {0.0}, 1.0, new double[] {0}}, {new Object[] {1.0}, 1.0, new double[] {1}}};
  }
}
