package diagnostics;

import dev.adjoint.annotations.Differentiable;
import java.util.List;

final class ObjectUnknown {
  @Differentiable
  static double inLoop(double[] x) {
    Point sum = new Point(0);
    for (double v : x) {
      // expect: AD035 at "new Point(v)"
      sum = sum.add(new Point(v));
    }
    return sum.twice();
  }

  @Differentiable
  static double inCollection(double x) {
    // expect: AD035 at "new Point(x)"
    return List.of(new Point(x)).getFirst().twice();
  }

  @Differentiable
  static double constant(double x, int n) {
    Point sum = new Point(0);
    for (int i = 0; i < n; i++) {
      sum = sum.add(new Point(i));
    }
    return sum.twice() * x;
  }
}

class Point {
  private final double x;

  Point(double x) {
    this.x = x;
  }

  Point add(Point other) {
    return new Point(x + other.x);
  }

  double twice() {
    return 2 * x;
  }
}
