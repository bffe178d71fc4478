package diagnostics;

import dev.adjoint.annotations.Adjoint;
import dev.adjoint.annotations.Differentiable;

final class LostInCast {
  @Differentiable
  static double value(double x) {
    // expect: AD101 at "(int) x"
    return (int) x * x;
  }

  @Differentiable
  static double longs(double x, double[] a) {
    // expect: AD101 at "(long) (x * 2)"
    long n = (long) (x * 2);
    return a[(int) x] + n;
  }

  @SuppressWarnings("lossy-conversions")
  @Differentiable
  static double compound(double x) {
    int i = 3;
    // expect: AD101 at "i *= x"
    i *= x;
    return i + x;
  }

  @Differentiable
  static double meant(double x) {
    return (int) Adjoint.detach(x) * x;
  }
}
