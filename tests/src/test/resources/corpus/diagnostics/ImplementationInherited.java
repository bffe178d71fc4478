package diagnostics;

import dev.adjoint.annotations.Differentiable;

class ImplementationInherited {
  @Differentiable
  public double value(double x) {
    return x * x;
  }

  /** What the class above does not know. */
  interface Valued {
    @Differentiable
    double value(double x);
  }

  // expect: AD027 at "static final class Both extends ImplementationInherited implements Valued {}"
  static final class Both extends ImplementationInherited implements Valued {}
}
