package diagnostics;

import dev.adjoint.annotations.DerivativeOf;

final class RuleSignature {
  static final class Library {
    static double erf(double x) {
      return x;
    }
  }

  @DerivativeOf(type = Library.class, method = "erf")
  // expect: AD301 at "erfVjp"
  static float erfVjp(double x, double seed) {
    return (float) (seed * x);
  }
}
