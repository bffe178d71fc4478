package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class ObjectSignature {
  static final class Body {
    double x;
  }

  @Differentiable(wrt = "bodies")
  // expect: AD088 at "Body[] bodies"
  static double f(Body[] bodies) {
    return bodies[0].x;
  }
}
