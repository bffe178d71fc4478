package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class NoDependence {
  @Differentiable
  // expect: AD203 at "constant"
  static double constant(double x, double y) {
    double t = x;
    t = 3;
    return t * 2;
  }
}
