package corpus;

import dev.adjoint.annotations.Differentiable;

/** Variable arity: called with elements, with an array, and with nothing. */
final class Varargs {
  static double sum(double... values) {
    double s = 0;
    for (double v : values) {
      s += v * v;
    }
    return s;
  }

  static double weighted(double w, double... values) {
    return values.length == 0 ? w : w * values[0] + sum(values);
  }

  @Differentiable
  static double calls(double x, double y, double[] z) {
    return sum(x, y) * sum() + sum(x) + sum(z) * weighted(x) + weighted(y, z) * weighted(x, y, x * y);
  }

  @Differentiable
  static double itself(double scale, double... values) {
    double p = scale;
    for (int i = 0; i < values.length; i++) {
      p *= values[i];
    }
    return p;
  }

  static Object[][] inputs_calls() {
    return new Object[][] {{1.5, -0.5, new double[] {0.3, 2}}};
  }

  static Object[][] inputs_itself() {
    return new Object[][] {{1.5, new double[] {2, 3}}, {2.5, new double[] {}}};
  }
}
