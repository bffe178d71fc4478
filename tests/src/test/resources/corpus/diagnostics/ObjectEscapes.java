package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class ObjectEscapes {
  static final class Point {
    double x;

    Point(double x) {
      this.x = x;
    }
  }

  @Differentiable
  static double f(double x) {
    // expect: AD085 at "new Point(x)"
    Point p = new Point(x);
    String text = String.valueOf((Object) p);
    return p.x * text.length();
  }
}
