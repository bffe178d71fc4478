package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class TaylorParameter {
  static final class State {
    double v;
  }

  record Point(double x, double y) {}

  @Differentiable(taylor = "y")
  // expect: AD335 at "unknown"
  static double unknown(double x) {
    return x * x;
  }

  @Differentiable(taylor = "x")
  // expect: AD335 at "vector"
  static double vector(double[] x) {
    return x[0];
  }

  @Differentiable(taylor = "y", wrt = "x")
  // expect: AD335 at "constant"
  static double constant(double x, double y) {
    return x * y;
  }

  @Differentiable(taylor = "x")
  // expect: AD335 at "toVector"
  static double[] toVector(double x) {
    return new double[] {x};
  }

  @Differentiable(taylor = "p")
  // expect: AD335 at "onRecord"
  static double onRecord(double x, Point p) {
    return x * p.y();
  }

  @Differentiable(taylor = "x", wrt = {"x", "s"})
  // expect: AD335 at "onObject"
  static double onObject(double x, State s) {
    return x * s.v;
  }

  @Differentiable(taylor = "y")
  // expect: AD335 at "toRecord"
  static Point toRecord(double y) {
    return new Point(y, y);
  }

  @Differentiable(taylor = "p.y")
  static double component(double x, Point p) {
    return x * p.y();
  }

  @Differentiable(taylor = "y")
  double fine(double x, double y) {
    return x * y;
  }
}
