package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class RecordNull {
  record Vec(double x, double y) {}

  @Differentiable
  static Vec f(Vec v) {
    if (v.x > 0) {
      return v;
    }
    // expect: AD072 at "null"
    return null;
  }
}
