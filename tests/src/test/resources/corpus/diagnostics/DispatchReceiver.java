package diagnostics;

import dev.adjoint.annotations.Differentiable;

abstract class DispatchReceiver {
  double scale = 2;

  @Differentiable(wrt = {"this.scale", "x"})
  // expect: AD028 at "value"
  abstract double value(double x);
}
