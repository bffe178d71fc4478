package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class HelperFails {
  private static double helper(double x) {
    synchronized (HelperFails.class) {
      return x * x;
    }
  }

  @Differentiable
  static double value(double x) {
    // expect: AD016 at "helper(x)"
    return helper(x) + x;
  }

  @Differentiable
  static double good(double x) {
    return x * x;
  }
}
