package corpus;

import dev.adjoint.annotations.Differentiable;

/** Exceptions of the virtual machine, caught in the method: the handler that was taken is the one that is differentiated. */
final class TryCatch {
  @Differentiable
  static double fallback(double x, int n) {
    double y;
    try {
      y = x * (10 / n);
    } catch (ArithmeticException e) {
      y = x * x;
    }
    return y * Math.sin(x);
  }

  static Object[][] inputs_fallback() {
    return new Object[][] {{1.5, 3}, {1.5, 0}};
  }

  @Differentiable
  static double severalClauses(double[] x, int[] index, int length) {
    try {
      double[] fresh = new double[length];
      fresh[0] = x[index[0]] * x[1];
      return fresh[0] + fresh[length - 1];
    } catch (NegativeArraySizeException e) {
      return x[0] * x[0] * length;
    } catch (ArrayIndexOutOfBoundsException e) {
      return Math.exp(x[0]) * x[1];
    } catch (NullPointerException e) {
      return x[1] / x[0];
    }
  }

  static Object[][] inputs_severalClauses() {
    double[] x = {1.25, 0.75};
    return new Object[][] {{x, new int[] {1}, 2}, {x, new int[] {1}, -2}, {x, new int[] {2}, 2}, {x, new int[] {1}, 0},
        {x, null, 1}, {x, new int[0], 1}};
  }

  @Differentiable
  static double multiCatch(double x, Object o, int n) {
    double y = x;
    try {
      Integer i = (Integer) o;
      y = x * i / (6 / n);
    } catch (ClassCastException | ArithmeticException e) {
      y = x * x * 0.5;
    } catch (RuntimeException e) {
      y = -x;
    }
    return y * y;
  }

  static Object[][] inputs_multiCatch() {
    return new Object[][] {{1.5, 4, 2}, {1.5, "4", 2}, {1.5, 4, 0}, {1.5, null, 2}};
  }

  @Differentiable
  static double localsAsTheExceptionFoundThem(double x, int[] k) {
    int n = 0;
    double f = 1;
    try {
      n = 1;
      int a = k[0];
      f = 2.5;
      n++;
      a += k[1];
      n += 10;
      f = x * a;
      a += k[2];
      return f * a;
    } catch (ArrayIndexOutOfBoundsException e) {
      return x * x * n + f;
    }
  }

  static Object[][] inputs_localsAsTheExceptionFoundThem() {
    return new Object[][] {{1.5, new int[] {}}, {1.5, new int[] {4}}, {1.5, new int[] {4, 5}}, {1.5, new int[] {4, 5, 6}}};
  }

  static Object[][] throws_localsAsTheExceptionFoundThem() {
    return new Object[][] {{1.5, null}};
  }

  @Differentiable
  static double inLoops(double[] x, int[] divisors) {
    double s = 0;
    for (int i = 0; i < divisors.length; i++) {
      double w;
      try {
        w = 12 / divisors[i] * x[i];
      } catch (ArithmeticException | ArrayIndexOutOfBoundsException e) {
        w = Math.cos(x[0]);
        if (i % 2 == 1) {
          continue;
        }
      }
      s = s * 0.5 + w * w;
    }
    return s;
  }

  static Object[][] inputs_inLoops() {
    return new Object[][] {{new double[] {0.5, 1.5, 2.5}, new int[] {3, 0, 0, 2, 7}}, {new double[] {0.5}, new int[] {}}};
  }

  @Differentiable
  static double nested(double[] x, int a, int b) {
    double y = x[0];
    try {
      y *= 2;
      try {
        y = y * x[a];
        y = y + 6 / b;
      } catch (ArithmeticException e) {
        y = y * y + x[a + 1];
      }
      y = y * x[b];
    } catch (ArrayIndexOutOfBoundsException e) {
      y = y * 3 + x[1];
    }
    return y;
  }

  static Object[][] inputs_nested() {
    double[] x = {1.5, 0.75};
    return new Object[][] {{x, 0, 1}, {x, 1, 1}, {x, 0, 0}, {x, 1, 0}, {x, 2, 1}, {x, 0, 2}, {x, -1, 0}};
  }

  @Differentiable
  static double theHandlerThrows(double x, int n, boolean again) {
    try {
      try {
        return x * (4 / n);
      } catch (ArithmeticException e) {
        if (again) {
          throw new IllegalStateException("again", e);
        }
        return x * x;
      }
    } catch (IllegalStateException e) {
      return Math.exp(x) * e.getMessage().length() + (e.getCause() instanceof ArithmeticException ? 2 : 3);
    }
  }

  static Object[][] inputs_theHandlerThrows() {
    return new Object[][] {{0.5, 2, false}, {0.5, 0, false}, {0.5, 0, true}};
  }

  @Differentiable
  static void inPlace(double[] x, int at) {
    try {
      x[0] = x[0] * x[1];
      x[at] = x[at] * x[0];
      x[1] = Math.sin(x[0]) * x[1];
    } catch (ArrayIndexOutOfBoundsException e) {
      x[1] = x[0] * x[0];
    }
    x[0] *= 2;
  }

  static Object[][] inputs_inPlace() {
    double[] x = {1.5, 0.75};
    return new Object[][] {{x, 0}, {x, 1}, {x, 2}};
  }
}
