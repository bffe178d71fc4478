package corpus;

import static java.lang.Math.PI;
import static java.lang.Math.exp;
import static java.lang.Math.max;
import static java.lang.StrictMath.sin;

import dev.adjoint.annotations.Differentiable;

/** Methods and constants by static import, beside a method of the class with a name of Math's. */
final class StaticImports {
  static double cos(double x) {
    return 1 - x * x / 2;
  }

  @Differentiable
  static double value(double x, double y) {
    return exp(-x) * sin(PI * y) + max(x, y) + cos(x) + Math.cos(y) + StrictMath.cos(x) + Math.E * x;
  }

  static Object[][] inputs_value() {
    return new Object[][] {{0.5, 1.2}, {1.5, -0.3}};
  }
}
