package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class TryStatement {
  @Differentiable
  static double value(double x) {
    double r = 0;
    // expect: AD010 at "try {"
    try {
      r = x * x;
    } catch (ArithmeticException e) {
      r = 0;
    }
    return r;
  }
}
