package diagnostics;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.annotations.Differentiable;

final class RuleMode {
  static final class Library {
    static double square(double x) {
      return x * x;
    }

    static double[] powers(double x) {
      return new double[] {x, x * x};
    }

    static void twice(double[] x) {
      x[0] *= 2;
    }
  }

  @DerivativeOf(type = Library.class, method = "square", mode = DerivativeOf.Mode.JVP)
  static double squareJvp(double x, double tangent) {
    return 2 * x * tangent;
  }

  @DerivativeOf(type = Library.class, method = "powers")
  static double powersVjp(double x, double[] seed) {
    return seed[0] + 2 * x * seed[1];
  }

  @DerivativeOf(type = Library.class, method = "twice")
  static void twiceVjp(double[] x, double[] adjoint) {
    adjoint[0] *= 2;
  }

  @Differentiable
  static double reverse(double x) {
    // expect: AD307 at "Library.square(x)"
    return Library.square(x);
  }

  @Differentiable
  static double array(double x) {
    // expect: AD307 at "Library.powers(x)"
    return Library.powers(x)[1];
  }

  @Differentiable
  static double inPlace(double[] x) {
    // expect: AD307 at "Library.twice(x)"
    Library.twice(x);
    return x[0];
  }

  @Differentiable(wrt = "y")
  static double constant(double x, double y) {
    return Library.square(x) * y;
  }
}
