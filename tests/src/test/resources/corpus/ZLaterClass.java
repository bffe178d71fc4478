package corpus;

import dev.adjoint.annotations.Differentiable;

/** Mutual recursion between two classes' differentiable methods. */
final class ZLaterClass {
  @Differentiable
  static double last(double a, double[] x) {
    return a * x[0] + Partner.down(x[1], 3);
  }

  @Differentiable
  static double up(double x, int n) {
    return n == 0 ? x : Math.cos(x) + Partner.down(x * x, n - 1);
  }

  static final class Partner {
    @Differentiable
    static double down(double x, int n) {
      return n == 0 ? 1 : x * up(x + 0.5, n - 1);
    }

    static Object[][] inputs_down() {
      return new Object[][] {{0.7, 3}};
    }
  }

  static Object[][] inputs_last() {
    return new Object[][] {{0.7, new double[] {1.5, 0.3}}};
  }

  static Object[][] inputs_up() {
    return new Object[][] {{0.7, 4}};
  }
}
