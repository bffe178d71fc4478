package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class PatternAccessor {
  record Angle(double degrees) {
    public double degrees() {
      return degrees % 360;
    }
  }

  @Differentiable
  static double f(Angle a) {
    return switch (a) {
      // expect: AD080 at "Angle(double d)"
      case Angle(double d) -> d * d;
    };
  }
}
