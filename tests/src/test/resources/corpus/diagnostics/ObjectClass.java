package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class ObjectClass {
  static class Base {
    double x;
  }

  static final class Derived extends Base {}

  @Differentiable(wrt = {"b", "t"})
  static double f(Base b, double t) {
    Base c = b;
    // expect: AD086 at "c = new Derived()"
    c = new Derived();
    return c.x * t + b.x;
  }
}
