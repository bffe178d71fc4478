package diagnostics;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.FixedPoint;
import dev.adjoint.annotations.ImplicitRoot;
import dev.adjoint.annotations.NonDifferentiable;

final class Implicit {
  static double residual(double z, double x) {
    return z * z - x;
  }

  @Differentiable
  @ImplicitRoot("residual")
  // expect: AD313 at "double begin"
  static double start(double x, double begin) {
    return Math.sqrt(x + 0 * begin);
  }

  @Differentiable
  @ImplicitRoot("residual")
  // expect: AD313 at "other"
  static double other(double y) {
    return Math.sqrt(y);
  }

  @Differentiable
  @ImplicitRoot("absent")
  // expect: AD313 at "missing"
  static double missing(double x) {
    return x;
  }

  @Differentiable
  @ImplicitRoot("residual")
  // expect: AD313 at "array"
  static double[] array(double x) {
    return new double[] {x};
  }

  @Differentiable
  @ImplicitRoot("residual")
  // expect: AD313 at "number"
  static float number(double x) {
    return (float) x;
  }

  @Differentiable
  @ImplicitRoot("residual")
  // expect: AD313 at "instance"
  double instance(double x) {
    return Math.sqrt(x);
  }

  @Differentiable
  @ImplicitRoot("residual")
  // expect: AD313 at "@NonDifferentiable double x"
  static double constant(@NonDifferentiable double x) {
    return Math.sqrt(x);
  }

  @Differentiable
  @ImplicitRoot("residual")
  @FixedPoint("residual")
  // expect: AD313 at "both"
  static double both(double x) {
    return Math.sqrt(x);
  }

  // expect: AD313 at "writes"
  static double[] writes(double[] z, double x) {
    z[0] = z[0] - x;
    return z;
  }

  @Differentiable
  @ImplicitRoot("writes")
  static double[] written(double x) {
    return new double[] {x};
  }

  static double loses(double z, double x) {
    // expect: AD101 at "(int) x"
    return z - (int) x;
  }

  @Differentiable
  @ImplicitRoot("loses")
  static double lost(double x) {
    return (int) x;
  }

  @Differentiable
  @FixedPoint(value = "residual", maxIterations = 0)
  // expect: AD313 at "never"
  static double never(double x) {
    return x;
  }
}
