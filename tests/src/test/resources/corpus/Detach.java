package corpus;

import dev.adjoint.annotations.Adjoint;
import dev.adjoint.annotations.Differentiable;

/** {@code Adjoint.detach} cuts the derivative inside an expression; the primal is unchanged. */
final class Detach {
  @Differentiable
  static double half(double x, double y) {
    double c = Adjoint.detach(x * y);
    return c * x + y * y;
  }

  @Differentiable
  static double stopped(double x) {
    double t = x;
    for (int i = 0; i < 3; i++) {
      t = t * x + Adjoint.detach(t);
    }
    return t;
  }

  @Differentiable
  static double straightThrough(double x, double y) {
    double rounded = Adjoint.straightThrough(Math.floor(Adjoint.detach(x)), x);
    return rounded * y + Adjoint.straightThrough(y, x * x);
  }

  static Object[][] kinks_straightThrough() {
    // floor(2.7)*3 + 3; d/dx = 3 + 2*2.7, d/dy = 2
    return new Object[][] {{new Object[] {2.7, 3.0}, 1.0, new double[] {3 + 2 * 2.7, 2}}};
  }

  static Object[][] kinks_half() {
    return new Object[][] {{new Object[] {2.0, 3.0}, 1.0, new double[] {6, 6}}, {new Object[] {-1.0, 0.5}, 2.0, new double[] {-1, 2}}};
  }

  static Object[][] kinks_stopped() {
    // t1 = 2*2+2 = 6, t2 = 12+6 = 18; t' : 1 -> 2+2 = 4 -> 8+6 = 14 -> 28+18 = 46
    return new Object[][] {{new Object[] {2.0}, 1.0, new double[] {46}}};
  }
}
