package corpus;

import dev.adjoint.annotations.Differentiable;

/** NaN and infinities pass through the primal bit for bit. */
final class NotANumber {
  // warns: AD202
  @Differentiable
  static double value(double x, double y) {
    double s = x / y;
    if (s != s) {
      return x + y;
    }
    return s == Double.POSITIVE_INFINITY ? x * 2 : s;
  }

  static Object[][] kinks_value() {
    return new Object[][] {
      {new Object[] {0.0, 0.0}, 1.0, new double[] {1, 1}}, {new Object[] {1.0, 0.0}, 1.0, new double[] {2, 0}},
      {new Object[] {6.0, 2.0}, 1.0, new double[] {0.5, -1.5}}
    };
  }
}
