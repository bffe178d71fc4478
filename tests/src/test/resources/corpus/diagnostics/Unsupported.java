package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class Unsupported {
  @Differentiable
  static double value(double x, Object o) {
    double r = switch (o) {
      // expect: AD407 at "Integer i"
      case Integer i -> x * i;
      default -> x;
    };
    return r * x;
  }
}
