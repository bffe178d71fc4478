package corpus;

import dev.adjoint.annotations.Differentiable;

/** Java's remainder truncates; tools that floor are wrong for negative quotients. */
final class RemainderTruncates {
  @Differentiable
  static double wrap(double x, double y) {
    double r = x % y;
    r += Math.IEEEremainder(x, y);
    return r * r + x;
  }

  @Differentiable
  static double compound(double x, double y) {
    double t = x;
    t %= y;
    t *= x;
    return t;
  }

  static Object[][] inputs_wrap() {
    return new Object[][] {{7.3, 2.1}, {-7.3, 2.1}, {7.3, -2.1}, {-7.3, -2.1}, {0.4, 3.0}};
  }

  static Object[][] inputs_compound() {
    return new Object[][] {{7.3, 2.1}, {-7.3, 2.1}, {-5.9, -1.6}};
  }
}
