package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class RecordOpaque {
  record Vec(double x, double y) {}

  @Differentiable
  static double f(Vec v) {
    // expect: AD073 at "v.toString()"
    return v.x * v.toString().length();
  }
}
