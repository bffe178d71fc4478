package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class ObjectSignature {
  static final class Body {
    double x;
    double[] trace;
  }

  static final class Point {
    double x;
  }

  @Differentiable(wrt = "bodies")
  // expect: AD088 at "Body[] bodies"
  static double f(Body[] bodies) {
    return bodies[0].x;
  }

  @Differentiable(wrt = "points")
  static double exchanged(Point[] points) {
    // expect: AD071 at "points[0] = points[1]"
    points[0] = points[1];
    return points[0].x;
  }
}
