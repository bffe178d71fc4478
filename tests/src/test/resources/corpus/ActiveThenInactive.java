package corpus;

import dev.adjoint.annotations.Differentiable;

/** Variables and cells that lose their derivative on the way and gain it again. */
final class ActiveThenInactive {
  @Differentiable
  static double locals(double x, double y) {
    double t = x * y;
    double s = t;
    t = 3;
    s += t * x;
    t = y;
    s *= t;
    x = 2;
    s += x * y;
    return s;
  }

  @Differentiable
  static double cells(double[] x, double c) {
    double[] t = {c, 1, 2};
    double s = t[1] * x[0];
    t[1] = x[1];
    s += t[1] * t[0];
    t[1] = 5;
    x[0] = 7;
    s += t[1] * x[1] + x[0] * t[2];
    x[1] = c;
    return s * x[1] * x[0];
  }

  static Object[][] inputs_locals() {
    return new Object[][] {{1.5, 0.5}};
  }

  static Object[][] inputs_cells() {
    return new Object[][] {{new double[] {1.5, 0.5}, 2.0}};
  }
}
