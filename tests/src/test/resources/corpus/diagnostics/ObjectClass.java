package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class ObjectClass {
  static class Base {
    double x;
  }

  static final class Derived extends Base {}

  static final class Holder {
    Base base;
  }

  @Differentiable(wrt = {"h", "t"})
  static double f(Holder h, double t) {
    // expect: AD086 at "h.base = new Derived()"
    h.base = new Derived();
    return h.base.x * t;
  }

  @Differentiable
  static double several(double t) {
    Base b = new Base();
    Holder h = new Holder();
    h.base = b;
    b = new Derived();
    b.x = t;
    return b.x + h.base.x;
  }
}
