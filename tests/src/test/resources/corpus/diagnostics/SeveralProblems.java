package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class SeveralProblems {
  static double field;

  @Differentiable
  static double bad(double x, double[] a) {
    // expect: AD101 at "(int) (x + 1)"
    double r = (int) (x + 1) * x;
    // expect: AD003 at "field = r"
    field = r;
    // expect: AD102 at "Math.round(x)"
    r += Math.round(x);
    // expect: AD201 at "Math.ceil(a[0])"
    r *= Math.ceil(a[0]);
    return r + a[1];
  }

  @Differentiable
  static double good(double x) {
    return Math.sin(x) * x;
  }

  @Differentiable
  static double alsoBad(double x) {
    // expect: AD101 at "(int) x"
    return (int) x + x;
  }
}
