package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class WrtUnknown {
  @Differentiable(wrt = {"x", "z"})
  // expect: AD310 at "value"
  static double value(double x, double y) {
    return x * y;
  }
}
