package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class SecondOrderCall {
  @Differentiable(order = 2)
  static double value(double x) {
    // expect: AD331 at "FirstOrderOnly.square(x)"
    return x * FirstOrderOnly.square(x);
  }
}

final class FirstOrderOnly {
  @Differentiable
  static double square(double x) {
    return x * x;
  }
}
