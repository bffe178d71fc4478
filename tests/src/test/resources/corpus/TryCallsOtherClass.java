package corpus;

import dev.adjoint.annotations.Differentiable;

/** Methods of another class that throw: their arguments are as they were, and the program goes on. */
final class TryCallsOtherClass {
  @Differentiable
  static double fallback(double[] x, int n) {
    double y = x[0];
    try {
      y = y * x[1];
      y = y + ThrowingModel.loss(x, n) * 2;
    } catch (IllegalArgumentException e) {
      y = e.getMessage() == null ? y : y * x[0] + 3;
    }
    return y;
  }

  static Object[][] inputs_fallback() {
    return new Object[][] {{new double[] {1.5, 0.75}, 3}, {new double[] {1.5, 0.75}, 0}};
  }

  @Differentiable
  static double scalars(double x, int[] n) {
    double s = 0;
    for (int k : n) {
      try {
        s = s * 0.5 + ThrowingModel.power(x, k);
      } catch (IllegalArgumentException | ArithmeticException e) {
        s = s * x;
      } finally {
        s += 0.25 * x;
      }
    }
    return s;
  }

  static Object[][] inputs_scalars() {
    return new Object[][] {{1.25, new int[] {2, -1, 3, 0}}, {1.25, new int[] {-1}}};
  }
}

final class ThrowingModel {
  @Differentiable
  static double loss(double[] x, int n) {
    if (n == 0) {
      throw new IllegalArgumentException("no samples");
    }
    double s = 0;
    for (double v : x) {
      s += v * v / n;
    }
    return s;
  }

  @Differentiable
  static double power(double x, int n) {
    if (n < 0) {
      throw new IllegalArgumentException("n = " + n);
    }
    double p = 12 / n;
    for (int i = 0; i < n; i++) {
      p *= x;
    }
    return p;
  }

  static Object[][] inputs_loss() {
    return new Object[][] {{new double[] {1.5, 0.75}, 2}};
  }

  static Object[][] throws_loss() {
    return new Object[][] {{new double[] {1.5}, 0}};
  }

  static Object[][] inputs_power() {
    return new Object[][] {{1.25, 3}};
  }

  static Object[][] throws_power() {
    return new Object[][] {{1.25, -3}, {1.25, 0}};
  }
}
