package corpus;

import dev.adjoint.annotations.Differentiable;

/** Calls that touch nothing active are left as they are and run exactly once. */
final class InactiveCalls {
  static int counter;

  static int next() {
    return ++counter;
  }

  static String describe(int n) {
    return "n" + n;
  }

  @Differentiable
  static double value(double[] x, String name) {
    counter = 0;
    var builder = new StringBuilder(name);
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      int k = next();
      builder.append(describe(k)).append(',');
      s += x[i] * k * builder.length();
    }
    return s * s + Integer.parseInt("12") * x[0] + name.length() * x[1] + counter * x[0] * x[1];
  }

  static Object[][] inputs_value() {
    return new Object[][] {{new double[] {0.5, 1.5, -2}, "abc"}};
  }
}
