package corpus;

import dev.adjoint.annotations.Differentiable;

/** {@code abs}, {@code max}, {@code min}, {@code clamp} at their kinks, and the same by branches. */
final class KinkAbsolute {
  @Differentiable
  static double absolute(double x) {
    return Math.abs(x);
  }

  @Differentiable
  static double byBranch(double x) {
    return x < 0 ? -x : x;
  }

  @Differentiable
  static double larger(double x, double y) {
    return Math.max(x, y);
  }

  @Differentiable
  static double smaller(double x, double y) {
    return Math.min(x, y);
  }

  @Differentiable
  static double clamped(double x) {
    return Math.clamp(x, -1.0, 2.0);
  }

  static Object[][] kinks_absolute() {
    return new Object[][] {
      {new Object[] {0.0}, 1.0, new double[] {0}}, {new Object[] {-0.0}, 1.0, new double[] {0}}, {new Object[] {2.0}, 1.0, new double[] {1}},
      {new Object[] {-2.0}, 3.0, new double[] {-3}}, {new Object[] {Double.NaN}, 1.0, new double[] {Double.NaN}}
    };
  }

  static Object[][] kinks_byBranch() {
    return new Object[][] {{new Object[] {0.0}, 1.0, new double[] {1}}};
  }

  static Object[][] kinks_larger() {
    return new Object[][] {
      {new Object[] {1.0, 1.0}, 1.0, new double[] {1, 0}}, {new Object[] {1.0, 2.0}, 1.0, new double[] {0, 1}},
      {new Object[] {0.0, -0.0}, 1.0, new double[] {1, 0}}
    };
  }

  static Object[][] kinks_smaller() {
    return new Object[][] {{new Object[] {1.0, 1.0}, 1.0, new double[] {1, 0}}, {new Object[] {1.0, 2.0}, 1.0, new double[] {1, 0}}};
  }

  static Object[][] kinks_clamped() {
    return new Object[][] {
      {new Object[] {2.0}, 1.0, new double[] {1}}, {new Object[] {-1.0}, 1.0, new double[] {1}}, {new Object[] {2.5}, 1.0, new double[] {0}},
      {new Object[] {0.5}, 1.0, new double[] {1}}
    };
  }
}
