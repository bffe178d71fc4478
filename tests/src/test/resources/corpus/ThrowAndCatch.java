package corpus;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;

/** Exceptions of the user's own, thrown here and in helpers, with a message and data that are no derivatives. */
final class ThrowAndCatch {
  static class Invalid extends RuntimeException {
    private static final long serialVersionUID = 1;
    final int at;

    Invalid(String message, int at) {
      super(message);
      this.at = at;
    }
  }

  static final class Negative extends Invalid {
    private static final long serialVersionUID = 1;

    Negative(int at) {
      super("negative", at);
    }
  }

  private static void check(double[] x) {
    for (int i = 0; i < x.length; i++) {
      if (x[i] < 0) {
        throw new Negative(i);
      }
      if (x[i] > 10) {
        throw new Invalid("too large", i);
      }
    }
  }

  private static double norm(double[] x) {
    check(x);
    double s = 0;
    for (double v : x) {
      s += v * v;
    }
    return Math.sqrt(s);
  }

  @Differentiable
  static double validated(double[] x) {
    try {
      return norm(x) * x[0];
    } catch (Negative e) {
      return x[e.at] * x[e.at];
    } catch (Invalid e) {
      return Math.log(x[e.at]) * e.getMessage().length();
    }
  }

  static Object[][] inputs_validated() {
    return new Object[][] {{new double[] {1, 2, 3}}, {new double[] {1, 2, -3}}, {new double[] {1, 20, -3}}};
  }

  @Differentiable
  static double throwsOn(double[] x) {
    try {
      return norm(x);
    } catch (Invalid e) {
      if (e.at == 0) {
        throw e;
      }
      return x[0] * e.at;
    }
  }

  static Object[][] inputs_throwsOn() {
    return new Object[][] {{new double[] {1, 2, 3}}, {new double[] {1, 2, -3}}};
  }

  static Object[][] throws_throwsOn() {
    return new Object[][] {{new double[] {-1, 2, 3}}, {new double[] {100, 2, 3}}};
  }

  @Differentiable
  static double upToTheFirstNegative(double[] x) {
    double s = 0;
    int at = -1;
    try {
      for (double v : x) {
        at++;
        if (v < 0) {
          throw new IllegalStateException("at " + at);
        }
        s += v * v;
      }
    } catch (IllegalStateException e) {
      return s * e.getMessage().length() + x[at];
    }
    return s;
  }

  static Object[][] inputs_upToTheFirstNegative() {
    return new Object[][] {{new double[] {1, 2, 3}}, {new double[] {1, 2, -3, 4}}, {new double[] {-1}}, {new double[0]}};
  }

  @NonDifferentiable
  static int lookUp(int key) {
    if (key > 3) {
      throw new java.util.NoSuchElementException("no " + key);
    }
    return key * 2;
  }

  @Differentiable
  static double opaqueCalls(double[] x, int[] keys) {
    double p = 1;
    int missing = 0;
    for (int i = 0; i < keys.length; i++) {
      try {
        p = p * x[i];
        p = p + lookUp(keys[i]) * x[0];
        p = p * 1.25;
      } catch (java.util.NoSuchElementException e) {
        missing++;
        p = p - x[i] * missing;
      }
    }
    return p;
  }

  static Object[][] inputs_opaqueCalls() {
    double[] x = {1.5, 0.75, 0.5};
    return new Object[][] {{x, new int[] {1, 2, 3}}, {x, new int[] {1, 5, 3}}, {x, new int[] {4, 1, 6}}};
  }

  static final class Failed extends Exception {
    private static final long serialVersionUID = 1;

    Failed(String message) {
      super(message);
    }
  }

  @NonDifferentiable
  static int parse(String text) throws Failed {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new Failed(text);
    }
  }

  @Differentiable
  static double checkedOnes(double x, String[] words) {
    double s = x;
    double count = 0;
    for (String word : words) {
      try {
        s *= x;
        count += parse(word);
        s += count * x;
        if (count > 10) {
          throw new Failed("many");
        }
        s *= 2;
      } catch (Failed e) {
        s = Math.sin(s) + e.getMessage().length();
      }
    }
    return s;
  }

  static Object[][] inputs_checkedOnes() {
    return new Object[][] {{0.75, new String[] {"1", "2"}}, {0.75, new String[] {"1", "x", "12", "3"}}};
  }

  private static double power(double x, int n) {
    if (n < 0) {
      throw new IllegalArgumentException("n = " + n);
    }
    return n == 0 ? 1 : x * power(x, n - 1);
  }

  @Differentiable
  static double recursiveHelper(double x, int n) {
    double y = x;
    try {
      y = y * x;
      y = y * power(x, n);
    } catch (IllegalArgumentException e) {
      y = y * y;
    }
    return y;
  }

  static Object[][] inputs_recursiveHelper() {
    return new Object[][] {{1.25, 3}, {1.25, -1}};
  }
}
