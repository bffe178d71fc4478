package diagnostics;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;

final class ActiveStoreToConstant {
  @Differentiable
  static double value(double[] x, @NonDifferentiable double[] scratch) {
    scratch[0] = 2;
    // expect: AD002 at "scratch[1] = x[0] * 2"
    scratch[1] = x[0] * 2;
    return scratch[1] * x[1];
  }
}
