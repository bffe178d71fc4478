package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class WrtType {
  @Differentiable(wrt = {"x", "n"})
  // expect: AD311 at "int n"
  static double value(double x, int n) {
    return x * n;
  }
}
