package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class SecondOrderRecord {
  record Point(double x, double y) {}

  @Differentiable(order = 2)
  // expect: AD334 at "square"
  static Point square(Point p) {
    return new Point(p.x() * p.x(), p.y() * p.y());
  }

  @Differentiable(order = 2)
  static double product(Point p) {
    return p.x() * p.y();
  }

  @Differentiable(order = 2)
  static double inside(double x, double y) {
    Point p = new Point(x * y, y);
    return p.x() * p.x() * p.y();
  }
}
