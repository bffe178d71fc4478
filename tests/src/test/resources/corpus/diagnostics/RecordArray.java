package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class RecordArray {
  record Vec(double x, double y) {}

  static int count(Object[] all) {
    return all.length;
  }

  @Differentiable
  static double f(double a) {
    Vec[] all = {new Vec(a, 1)};
    // expect: AD070 at "count(all)"
    return all[0].x * count(all);
  }
}
