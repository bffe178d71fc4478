package diagnostics;

import dev.adjoint.annotations.Differentiable;

class Overridable {
  double scale(double x) {
    return 2 * x;
  }

  @Differentiable
  double value(double x) {
    // expect: AD015 at "scale(x)"
    return scale(x) * x;
  }
}
