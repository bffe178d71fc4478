package diagnostics;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.annotations.Differentiable;

final class SecondOrderRule {
  static final class Library {
    static double f(double x) {
      return x;
    }
  }

  @DerivativeOf(type = Library.class, method = "f")
  static double fVjp(double x, double seed) {
    return seed * x;
  }

  @Differentiable(order = 2)
  static double value(double x) {
    // expect: AD332 at "Library.f(x)"
    return x * Library.f(x);
  }
}
