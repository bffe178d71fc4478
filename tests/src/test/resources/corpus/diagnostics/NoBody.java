package diagnostics;

import dev.adjoint.annotations.Differentiable;

interface NoBody {
  @Differentiable
  // expect: AD404 at "value"
  double value(double x);
}
