package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class RecordStore {
  record Vec(double x, double y) {}

  @Differentiable
  static double f(Vec[] all) {
    // expect: AD071 at "all[0] = new Vec(1, 2)"
    all[0] = new Vec(1, 2);
    return all[0].x + all[1].y;
  }
}
