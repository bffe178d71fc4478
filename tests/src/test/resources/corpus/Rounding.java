package corpus;

import dev.adjoint.annotations.Adjoint;
import dev.adjoint.annotations.Differentiable;

/** {@code floor}, {@code ceil}, {@code rint}, {@code round} and {@code signum} have a zero derivative, with a warning. */
final class Rounding {
  // warns: AD201
  @Differentiable
  static double value(double x, double y) {
    return Math.floor(x) * y + Math.ceil(y) * x + Math.rint(x * 3) * x * y + Math.signum(x) * y * y + x;
  }

  @Differentiable
  static double meant(double x) {
    return x - Math.floor(Adjoint.detach(x)) + Math.round(Adjoint.detach(x)) * x;
  }

  static Object[][] inputs_value() {
    return new Object[][] {{1.3, 0.6}, {-0.6, 2.2}};
  }

  static Object[][] kinks_meant() {
    return new Object[][] {{new Object[] {1.25}, 1.0, new double[] {2}}, {new Object[] {-2.75}, 1.0, new double[] {-2}}};
  }
}
