package golden;

import dev.adjoint.annotations.Differentiable;

/** Early returns and a recurrence with a known trip count. */
final class Branches {
  @Differentiable
  static double value(double x, double y, int n) {
    if (n < 0) {
      throw new IllegalArgumentException("n is " + n);
    }
    if (y == 0 || n == 0) {
      return x;
    }
    double v = x / y;
    for (int i = 0; i < n; i++) {
      v = i % 2 == 0 ? v * v - y : Math.exp(-v);
    }
    return v;
  }
}
