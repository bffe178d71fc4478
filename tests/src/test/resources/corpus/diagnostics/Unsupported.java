package diagnostics;

import dev.adjoint.annotations.Differentiable;

class Unsupported {
  int rate;

  class Inner {
    @Differentiable
    final double value(double x) {
      // expect: AD407 at "rate"
      return rate * x;
    }
  }
}
