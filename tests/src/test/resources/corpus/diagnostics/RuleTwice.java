package diagnostics;

import dev.adjoint.annotations.DerivativeOf;

final class RuleTwice {
  static final class Library {
    static double f(double x) {
      return x;
    }
  }

  @DerivativeOf(type = Library.class, method = "f")
  static double first(double x, double seed) {
    return seed * x;
  }

  @DerivativeOf(type = Library.class, method = "f")
  // expect: AD303 at "second"
  static double second(double x, double seed) {
    return seed * x;
  }
}
