package diagnostics;

import dev.adjoint.annotations.DerivativeOf;

final class RuleTarget {
  static final class Library {
    static double f(double x) {
      return x;
    }

    static double f(double x, double y) {
      return x;
    }
  }

  @DerivativeOf(type = Library.class, method = "g")
  // expect: AD302 at "missing"
  static double missing(double x, double seed) {
    return seed * x;
  }

  @DerivativeOf(type = Library.class, method = "f")
  // expect: AD302 at "ambiguous"
  static double ambiguous(double x, double seed) {
    return seed * x;
  }
}
