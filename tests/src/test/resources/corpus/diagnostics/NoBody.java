package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class NoBody {
  private NoBody() {}

  @Differentiable
  // expect: AD404 at "value"
  static native double value(double x);
}
