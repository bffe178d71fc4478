package diagnostics;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.Kernel;

final class KernelRecord {
  record Vec(double x, double y) {}

  @Kernel
  @Differentiable
  // expect: AD312 at "k"
  static double k(Vec v) {
    return v.x() * v.y();
  }
}
