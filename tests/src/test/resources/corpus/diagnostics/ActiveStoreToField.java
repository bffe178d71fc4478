package diagnostics;

import dev.adjoint.annotations.Adjoint;
import dev.adjoint.annotations.Differentiable;

final class ActiveStoreToField {
  static double last;
  static int calls;
  double mine;

  @Differentiable
  static double value(double x) {
    calls++;
    // expect: AD003 at "last = x * x"
    last = x * x;
    last = Adjoint.detach(x);
    return x * 3;
  }

  @Differentiable
  double instance(double x) {
    // expect: AD003 at "mine += x"
    mine += x;
    return x * x;
  }
}
