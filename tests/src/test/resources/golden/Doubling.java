package golden;

import dev.adjoint.annotations.Differentiable;

/** A loop whose trip count only the run knows. */
final class Doubling {
  @Differentiable
  static double value(double x, double y) {
    double v = x;
    while (Math.abs(v) < 1000) {
      v = 2 * v + Math.sin(v * y);
    }
    return v;
  }
}
