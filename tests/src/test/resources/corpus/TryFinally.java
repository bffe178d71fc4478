package corpus;

import dev.adjoint.annotations.Differentiable;

/** finally, on every way out: the end, a jump, an exception. */
final class TryFinally {
  @Differentiable
  static double restores(double[] x, int at) {
    double saved = x[0];
    double r = 0;
    try {
      x[0] = x[0] * x[1];
      r = x[at] * x[0];
    } finally {
      x[0] = saved;
    }
    return r + x[0];
  }

  static Object[][] inputs_restores() {
    return new Object[][] {{new double[] {1.5, 0.75}, 1}};
  }

  static Object[][] throws_restores() {
    return new Object[][] {{new double[] {1.5, 0.75}, 2}};
  }

  @Differentiable
  static double returnsThrough(double x, int n) {
    double y = x;
    int[] count = new int[1];
    try {
      if (n > 2) {
        return y * y * 6 / n;
      }
      y = y * (6 / n);
    } catch (ArithmeticException e) {
      y = Math.exp(y);
      return y;
    } finally {
      y = y * 100;
      count[0]++;
    }
    return y + count[0];
  }

  static Object[][] inputs_returnsThrough() {
    return new Object[][] {{0.5, 3}, {0.5, 2}, {0.5, 0}};
  }

  @Differentiable
  static double jumpsThrough(double[] x, int[] k) {
    double s = 0;
    int passes = 0;
    outer:
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < k.length; j++) {
        try {
          if (k[j] == 7) {
            continue outer;
          }
          if (k[j] == 9) {
            break;
          }
          s += x[i] * (12 / k[j]);
        } catch (ArithmeticException e) {
          s = s * 0.5;
          if (i == 2) {
            break outer;
          }
        } finally {
          passes++;
          s = s + 0.125 * x[i] * passes;
        }
      }
      s = s * x[i];
    }
    return s + passes;
  }

  static Object[][] inputs_jumpsThrough() {
    double[] x = {1.5, 0.75, 0.5};
    return new Object[][] {{x, new int[] {1, 2}}, {x, new int[] {1, 7, 2}}, {x, new int[] {3, 9, 0}}, {x, new int[] {0, 2}}};
  }

  @Differentiable
  static double caughtOutside(double[] x, int at) {
    double y = x[0];
    try {
      try {
        y = y * x[1];
        y = y + x[at];
        y = y * y;
      } finally {
        y = y * 0.5;
      }
    } catch (ArrayIndexOutOfBoundsException e) {
      y = y + x[0] * 3;
    }
    return y;
  }

  static Object[][] inputs_caughtOutside() {
    return new Object[][] {{new double[] {1.5, 0.75}, 1}, {new double[] {1.5, 0.75}, 2}};
  }

  @Differentiable
  static double theFinallyThrows(double x, int n, int m) {
    double y = x;
    try {
      try {
        y = y * (8 / n);
      } finally {
        y = y * y;
        y = y + 3 / m;
        y = y * 2;
      }
    } catch (ArithmeticException e) {
      y = y - x * 3;
    }
    return y;
  }

  static Object[][] inputs_theFinallyThrows() {
    return new Object[][] {{1.5, 4, 2}, {1.5, 0, 2}, {1.5, 4, 0}, {1.5, 0, 0}};
  }

  @Differentiable
  static double twice(double x, boolean fail) {
    double y = x;
    try {
      try {
        y = y * 2;
        if (fail) {
          throw new IllegalStateException();
        }
      } finally {
        y = y * y;
      }
      y = y + 1;
    } finally {
      y = Math.sin(y);
    }
    return y;
  }

  static Object[][] inputs_twice() {
    return new Object[][] {{0.75, false}};
  }

  static Object[][] throws_twice() {
    return new Object[][] {{0.75, true}};
  }
}
