package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class LocalClass {
  @Differentiable
  static double value(double x) {
    // expect: AD013 at "record Pair(int a, int b) {}"
    record Pair(int a, int b) {}
    return x * new Pair(1, 2).a();
  }
}
