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

  static final class Other {
    static double[] powers(double x) {
      return new double[] {x, x * x};
    }
  }

  /** Has a value of another type. */
  record State(double value) {}

  @DerivativeOf(type = Other.class, method = "powers", mode = DerivativeOf.Mode.FORWARD)
  // expect: AD301 at "powersForward"
  static State powersForward(double x) {
    return new State(x);
  }

  static final class Third {
    static double square(double x) {
      return x * x;
    }
  }

  @DerivativeOf(type = Third.class, method = "square", mode = DerivativeOf.Mode.FORWARD)
  static State squareForward(double x) {
    return new State(x * x);
  }

  @DerivativeOf(type = Third.class, method = "square")
  // expect: AD301 at "squareVjp"
  static double squareVjp(double x, double seed) {
    return 2 * x * seed;
  }
}
