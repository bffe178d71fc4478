package diagnostics;

import dev.adjoint.annotations.Adjoint;
import dev.adjoint.annotations.Differentiable;

final class RoundingStep {
  @Differentiable
  static double value(double x) {
    // expect: AD204 at "Math.nextUp(x)"
    return x * Math.nextUp(x);
  }

  @Differentiable
  static double strict(double x, double y) {
    // expect: AD204 at "StrictMath.nextAfter(x, 1.0)"
    return y * StrictMath.nextAfter(x, 1.0);
  }

  @Differentiable
  static double meant(double x) {
    return x * Math.nextDown(Adjoint.detach(x));
  }
}
