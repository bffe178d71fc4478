package corpus;

import dev.adjoint.annotations.Differentiable;

/** The same of StrictMath, mixed with Math so that each must keep its own. */
final class StrictMathFunctions {
  @Differentiable
  static double value(double x, double y) {
    double s = StrictMath.sin(x) * Math.sin(x) + StrictMath.exp(y) / Math.exp(y * 0.5);
    for (int i = 0; i < 3; i++) {
      s = StrictMath.tanh(s) * StrictMath.log(x + i) + StrictMath.pow(x, y) - StrictMath.cbrt(s + 5);
    }
    return s + StrictMath.sqrt(x) * StrictMath.hypot(x, y) + StrictMath.atan2(x, y) + StrictMath.max(x, y) + StrictMath.abs(y)
        + StrictMath.cosh(x) * StrictMath.sinh(y) + StrictMath.acos(x * 0.3) * StrictMath.asin(y * 0.2) + StrictMath.log10(x)
        + StrictMath.expm1(y) * StrictMath.log1p(x) + StrictMath.tan(x * 0.5) + StrictMath.cos(y) * StrictMath.atan(y)
        + StrictMath.min(x, 9.0) + StrictMath.copySign(x, y) + StrictMath.IEEEremainder(x, y) + StrictMath.fma(x, y, s);
  }

  static Object[][] inputs_value() {
    return new Object[][] {{1.3, 0.7}, {0.4, -1.2}};
  }
}
