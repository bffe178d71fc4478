package corpus;

import dev.adjoint.annotations.Differentiable;

/** A zero seed gives exact zeros even through singular operations. */
final class ZeroSeedStrong {
  @Differentiable
  static double value(double x, double y) {
    return Math.sqrt(x) + Math.log(x) + y / x + Math.pow(x, 0.5) + Math.acos(1 - x) + Math.cbrt(x) + Math.hypot(x, x);
  }

  @Differentiable
  static double unusedBranch(double x, double y) {
    double root = Math.sqrt(x);
    double other = Math.log(x);
    return y > 0 ? y * y : root + other;
  }

  static Object[][] kinks_value() {
    return new Object[][] {{new Object[] {0.0, 1.0}, 0.0, new double[] {0, 0}}};
  }

  static Object[][] kinks_unusedBranch() {
    return new Object[][] {{new Object[] {0.0, 3.0}, 1.0, new double[] {0, 6}}};
  }

  static Object[][] inputs_value() {
    return new Object[][] {{0.5, 1.0}};
  }
}
