package corpus;

import dev.adjoint.annotations.Differentiable;

/** Assertions, and exceptions that leave the method: the derivative throws the same one. */
final class AssertAndThrow {
  private static double checked(double x, boolean abort) {
    if (x > 0) {
      return x;
    }
    if (abort) {
      throw new IllegalStateException("not positive");
    } else {
      return -x;
    }
  }

  @Differentiable
  static double alwaysAborts(double x) {
    return checked(x, true) * x;
  }

  static Object[][] inputs_alwaysAborts() {
    return new Object[][] {{1.5}};
  }

  static Object[][] throws_alwaysAborts() {
    return new Object[][] {{-1.0}};
  }

  @Differentiable
  static double guarded(double[] x, double limit) {
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      if (x[i] < 0) {
        throw new IllegalArgumentException("negative: " + i);
      }
      s += Math.sqrt(x[i]) * limit;
      if (s > 1000) {
        throw new ArithmeticException();
      }
    }
    assert s >= 0 : "sum " + s;
    assert x.length > 0;
    return s * x[0];
  }

  @Differentiable
  static void inPlace(double[] x, int i) {
    x[0] = x[0] * x[1];
    x[i] *= x[0];
    x[1] = x[0] / 2;
    if (x[1] > 100) {
      throw new IllegalStateException("overflow");
    }
  }

  @Differentiable
  static double integerDivision(double x, int[] n) {
    double y = x * x;
    y += (n[0] / n[1]) * x;
    return y + new double[n[0]].length;
  }

  static Object[][] inputs_guarded() {
    return new Object[][] {{new double[] {1, 4.5}, 1.5}};
  }

  static Object[][] throws_guarded() {
    return new Object[][] {{new double[] {1, 4, -1}, 1.5}, {new double[] {1, 4}, 1e6}};
  }

  static Object[][] inputs_inPlace() {
    return new Object[][] {{new double[] {1, 4.5}, 1}};
  }

  static Object[][] throws_inPlace() {
    return new Object[][] {{new double[] {1, 4}, 2}, {new double[] {100, 40}, 0}, {new double[] {1}, 0}};
  }

  static Object[][] inputs_integerDivision() {
    return new Object[][] {{1.5, new int[] {7, 2}}};
  }

  static Object[][] throws_integerDivision() {
    return new Object[][] {{1.5, new int[] {7, 0}}, {1.5, new int[] {-7, 2}}, {1.5, new int[] {7}}};
  }
}
