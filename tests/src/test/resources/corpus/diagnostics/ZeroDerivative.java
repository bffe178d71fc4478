package diagnostics;

import dev.adjoint.annotations.Adjoint;
import dev.adjoint.annotations.Differentiable;

final class ZeroDerivative {
  @Differentiable
  static double value(double x) {
    // expect: AD201 at "Math.floor(x)"
    return x - Math.floor(x);
  }

  @Differentiable
  static double meant(double x) {
    return x - Math.floor(Adjoint.detach(x));
  }
}
