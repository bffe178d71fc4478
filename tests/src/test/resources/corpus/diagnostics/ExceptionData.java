package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class ExceptionData {
  static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1;
    final double by;

    TooLarge(double by) {
      this.by = by;
    }
  }

  @Differentiable
  static double thrownHere(double x) {
    try {
      if (x > 1) {
        // expect: AD001 at "new TooLarge(x - 1)"
        throw new TooLarge(x - 1);
      }
      return x * x;
    } catch (TooLarge e) {
      return e.by * 2;
    }
  }

  private static double power(double x, int n) {
    if (x > 1) {
      throw new TooLarge(x);
    }
    return n == 0 ? 1 : x * power(x, n - 1);
  }

  @Differentiable
  static double thrownByACall(double x, int n) {
    try {
      // expect: AD020 at "power(x, n)"
      return power(x, n);
    } catch (TooLarge e) {
      return e.by;
    }
  }
}
