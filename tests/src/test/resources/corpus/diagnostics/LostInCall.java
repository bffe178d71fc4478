package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class LostInCall {
  @Differentiable
  static double value(double x) {
    // expect: AD102 at "Math.round(x)"
    return Math.round(x) * x;
  }

  @Differentiable
  static double bits(double x) {
    // expect: AD102 at "Double.doubleToLongBits(x * x)"
    return Double.doubleToLongBits(x * x) + x;
  }

  @Differentiable
  static double condition(double x) {
    return Math.round(x) > 2 ? x * x : x;
  }
}
