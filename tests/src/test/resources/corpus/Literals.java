package corpus;

import dev.adjoint.annotations.Differentiable;

/** Array literals of rank one and two, in declarations and expressions, and literal forms of numbers. */
final class Literals {
  private static final double HALF = 0.5;
  static final int THREE = 3;

  @Differentiable
  static double arrays(double x, double y) {
    double[] a = {x, y, x * y, 1};
    double[][] m = {{x, 1}, {y}, {}, a};
    double[] b = new double[] {a[0] + m[3][1], 2 * y};
    return b[0] * b[1] + new double[] {x, y, x - y}[2] * m[1][0] + m[2].length * x + m.length;
  }

  @Differentiable
  static double forms(double x) {
    return 0x1p-2 * x + 1e2 * x + 1_000 * x + 0b101 * x + 017 * x + 0xFFL * x + 'A' * x + .5f * x + 1d * x + HALF * x * THREE;
  }

  static Object[][] inputs_arrays() {
    return new Object[][] {{1.5, -0.5}, {0.25, 3}};
  }

  static Object[][] inputs_forms() {
    return new Object[][] {{1.5}};
  }
}
