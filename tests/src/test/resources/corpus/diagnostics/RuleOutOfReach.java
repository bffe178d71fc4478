package diagnostics;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.annotations.Differentiable;

final class RuleOutOfReach {
  @Differentiable
  static double f(double x) {
    // expect: AD306 at "Library.erf(2 * x)"
    return 3 * Library.erf(2 * x);
  }

  @Differentiable
  static double g(double x) {
    return 3 * Known.erf(2 * x);
  }
}

final class Library {
  static double erf(double x) {
    return Math.tanh(x);
  }
}

final class ErfRules {
  @DerivativeOf(type = Library.class, method = "erf")
  static double erfVjp(double x, double seed) {
    return seed * (1 - Math.tanh(x) * Math.tanh(x));
  }
}

final class Known {
  static double erf(double x) {
    return Math.tanh(x);
  }

  @DerivativeOf(type = Known.class, method = "erf")
  static double erfVjp(double x, double seed) {
    return seed * (1 - Math.tanh(x) * Math.tanh(x));
  }
}
