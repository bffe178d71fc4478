package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class PrivateField {
  private static final class Settings {
    static double scale = 2;
    static final double HALF = 0.5;
  }

  private static double offset = 1;

  @Differentiable
  static double value(double x) {
    // expect: AD401 at "Settings.scale"
    return x * Settings.scale * Settings.HALF + offset;
  }
}
