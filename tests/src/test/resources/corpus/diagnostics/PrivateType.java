package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class PrivateType {
  private static final class Box {
    int n = 3;
  }

  static Box make() {
    return new Box();
  }

  @Differentiable
  static double value(double x) {
    // expect: AD403 at "Box box = make();"
    Box box = make();
    return x * box.hashCode();
  }
}
