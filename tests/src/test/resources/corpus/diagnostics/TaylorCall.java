package diagnostics;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.annotations.Differentiable;

final class TaylorCall {
  static final class Library {
    static double f(double x) {
      return x;
    }
  }

  @DerivativeOf(type = Library.class, method = "f")
  static double fVjp(double x, double seed) {
    return seed * x;
  }

  @Differentiable(taylor = "x")
  static double ruled(double x) {
    // expect: AD336 at "Library.f(x)"
    return x * Library.f(x);
  }

  @Differentiable(taylor = "x")
  static double another(double x) {
    // expect: AD336 at "TaylorElsewhere.square(x)"
    return x * TaylorElsewhere.square(x);
  }

  @Differentiable(taylor = "x")
  static double inTheOther(double x, double y) {
    // expect: AD336 at "TaylorElsewhere.product(x, y * x)"
    return TaylorElsewhere.product(x, y * x) + TaylorElsewhere.product(x, y) + TaylorElsewhere.cube(x);
  }

  @Differentiable(taylor = "x")
  static double constant(double x, double y) {
    return x * TaylorElsewhere.square(y) * Library.f(y);
  }

  @Differentiable(taylor = "x")
  static double inHelper(double x, int n) {
    // expect: AD336 at "down(x, n)"
    return down(x, n);
  }

  static double down(double x, int n) {
    return n == 0 ? x : TaylorElsewhere.square(down(x, n - 1));
  }
}

final class TaylorElsewhere {
  @Differentiable
  static double square(double x) {
    return x * x;
  }

  @Differentiable(taylor = "x")
  static double product(double x, double y) {
    return x * y;
  }

  @Differentiable(taylor = "x")
  static float cube(double x) {
    return (float) (x * x * x);
  }
}
