package corpus;

import dev.adjoint.annotations.Differentiable;

/** Overloaded differentiable methods: generated names are overloaded too. */
final class Overloads {
  @Differentiable
  static double f(double x) {
    return x * x;
  }

  @Differentiable
  static double f(double x, double y) {
    return f(x) * y + f(x, 2);
  }

  @Differentiable
  static double f(double x, int n) {
    return x * n;
  }

  @Differentiable
  static double f(double[] x) {
    return f(x[0]) * f(x[0], x[1]);
  }

  @Differentiable
  static float f(float x) {
    return 2 * x * x;
  }

  @Differentiable
  static double[] f(double[] x, double y) {
    return new double[] {x[0] * y, f(x)};
  }

  static Object[][] inputs_f() {
    return new Object[][] {{1.5}, {1.5, 0.5}, {1.5, 3}, {new double[] {0.5, 2}}, {1.25f}, {new double[] {0.5, 2}, 3.0}};
  }
}
