package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class PrivateField {
  private static double scale = 2;
  private static final double HALF = 0.5;

  @Differentiable
  static double value(double x) {
    // expect: AD401 at "scale"
    return x * scale * HALF;
  }
}
