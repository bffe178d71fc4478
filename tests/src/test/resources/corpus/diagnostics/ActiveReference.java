package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class ActiveReference {
  @Differentiable
  static double value(double[] x) {
    // expect: AD004 at "(Object) x"
    Object o = (Object) x;
    double[] y = (double[]) o;
    return y[0] * y[1];
  }
}
