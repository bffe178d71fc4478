package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class Unresolved {
  @Differentiable
  static double value(double x) {
    var counter = new Object() {
      int count = 2;
    };
    // expect: AD406 at "counter.count"
    return x * counter.count;
  }
}
