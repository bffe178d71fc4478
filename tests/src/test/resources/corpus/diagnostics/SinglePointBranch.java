package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class SinglePointBranch {
  @Differentiable
  static double sinc(double x) {
    // expect: AD202 at "x == 0"
    return x == 0 ? 1 : Math.sin(x) / x;
  }

  @Differentiable
  static double statement(double x, int n) {
    if (n == 0) {
      return x;
    }
    // expect: AD202 at "x * x == 4"
    if (x * x == 4) {
      return 3;
    }
    return x * 2;
  }
}
