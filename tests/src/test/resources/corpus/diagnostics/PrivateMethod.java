package diagnostics;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;

final class PrivateMethod {
  @NonDifferentiable
  private static int lookup(String s) {
    return s.length();
  }

  @Differentiable
  static double value(double x, String s) {
    // expect: AD402 at "lookup(s)"
    return x * lookup(s);
  }
}
