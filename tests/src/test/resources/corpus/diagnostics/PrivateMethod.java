package diagnostics;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;

final class PrivateMethod {
  private static final class Tables {
    @NonDifferentiable
    static int lookup(String s) {
      return s.length();
    }
  }

  @NonDifferentiable
  private static int lookup(String s) {
    return s.length();
  }

  @Differentiable
  static double value(double x, String s) {
    // expect: AD402 at "Tables.lookup(s)"
    return x * Tables.lookup(s) + lookup(s);
  }
}
