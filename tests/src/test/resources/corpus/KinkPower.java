package corpus;

import dev.adjoint.annotations.Differentiable;

/** The table of {@code pow}, with both arguments active, and with constant exponents. */
final class KinkPower {
  @Differentiable
  static double both(double x, double p) {
    return Math.pow(x, p);
  }

  @Differentiable
  static double squared(double x) {
    return Math.pow(x, 2);
  }

  @Differentiable
  static double zeroth(double x) {
    return Math.pow(x, 0) * 2 + x;
  }

  @Differentiable(wrt = "x")
  static double baseOnly(double x, double p) {
    return Math.pow(x, p);
  }

  static Object[][] kinks_both() {
    return new Object[][] {
      {new Object[] {0.0, 2.0}, 1.0, new double[] {0, 0}}, {new Object[] {0.0, 1.0}, 1.0, new double[] {1, 0}},
      {new Object[] {0.0, 0.0}, 1.0, new double[] {0, Double.NaN}},
      {new Object[] {0.0, -1.0}, 1.0, new double[] {Double.NEGATIVE_INFINITY, Double.NaN}},
      {new Object[] {0.0, 0.5}, 1.0, new double[] {Double.POSITIVE_INFINITY, 0}}, {new Object[] {0.0, 3.5}, 1.0, new double[] {0, 0}},
      {new Object[] {-2.0, 2.0}, 1.0, new double[] {-4, Double.NaN}}, {new Object[] {-2.0, 2.0}, 0.0, new double[] {0, 0}}
    };
  }

  static Object[][] kinks_squared() {
    return new Object[][] {{new Object[] {0.0}, 1.0, new double[] {0}}, {new Object[] {-3.0}, 1.0, new double[] {-6}}};
  }

  static Object[][] kinks_zeroth() {
    return new Object[][] {{new Object[] {0.0}, 1.0, new double[] {1}}, {new Object[] {3.0}, 1.0, new double[] {1}}};
  }

  static Object[][] kinks_baseOnly() {
    return new Object[][] {{new Object[] {-2.0, 3.0}, 1.0, new double[] {12}}, {new Object[] {0.0, 2.0}, 1.0, new double[] {0}}};
  }
}
