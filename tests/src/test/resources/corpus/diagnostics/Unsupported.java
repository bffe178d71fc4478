package diagnostics;

import dev.adjoint.annotations.Differentiable;

class Unsupported {
  int n;

  class Inner {
    @Differentiable
    final double value(double x) {
      // expect: AD407 at "n"
      return n * x;
    }
  }
}
