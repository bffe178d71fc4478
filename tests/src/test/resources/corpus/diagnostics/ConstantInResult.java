package diagnostics;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;

final class ConstantInResult {
  record Curve(double[] values, @NonDifferentiable double[] times) {}

  @Differentiable
  // expect: AD024 at "scaled"
  static Curve scaled(Curve c, double by) {
    return first(c, by);
  }

  private static Curve first(Curve c, double by) {
    return new Curve(new double[] {c.values[0] * by}, c.times);
  }
}
