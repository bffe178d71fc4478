package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class ConstantField {
  static final double FIXED = Math.sqrt(2);
  static double scale = 3;
  static int calls;
  private static double[] weights = {1, 2};
  double rate = 0.5;

  @Differentiable
  static double value(double x) {
    calls++;
    if (scale > 5) {
      return x * calls;
    }
    // expect: AD205 at "weights"
    double[] w = weights;
    // expect: AD205 at "scale"
    return scale * FIXED * x * w[0];
  }

  @Differentiable
  double instance(double x) {
    // expect: AD205 at "this.rate"
    return x * this.rate;
  }
}
