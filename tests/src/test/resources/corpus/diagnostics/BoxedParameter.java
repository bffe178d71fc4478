package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class BoxedParameter {
  @Differentiable
  static double value(double x) {
    // expect: AD014 at "x * 2"
    Double[] cells = {x * 2};
    return x + cells[0];
  }
}
