package corpus;

import dev.adjoint.annotations.Differentiable;

/** Polynomials by Horner's rule, with their derivative, and by Clenshaw's recurrence. */
final class Horner {
  @Differentiable
  static double value(double[] c, double x) {
    double r = 0;
    for (int i = c.length - 1; i >= 0; i--) {
      r = r * x + c[i];
    }
    return r;
  }

  @Differentiable
  static double[] withDerivative(double[] c, double x) {
    double p = c[c.length - 1], d = 0;
    for (int i = c.length - 2; i >= 0; --i) {
      d = d * x + p;
      p = p * x + c[i];
    }
    return new double[] {p, d};
  }

  @Differentiable
  static double clenshaw(double[] c, double x) {
    double b1 = 0, b2 = 0;
    for (int k = c.length - 1; k > 0; k--) {
      double b = c[k] + 2 * x * b1 - b2;
      b2 = b1;
      b1 = b;
    }
    return c[0] + x * b1 - b2;
  }

  static Object[][] inputs_value() {
    return new Object[][] {{new double[] {1, -2, 3, 0.5}, 0.7}, {new double[] {}, 0.7}, {new double[] {4}, -1.0}};
  }

  static Object[][] inputs_withDerivative() {
    return new Object[][] {{new double[] {1, -2, 3, 0.5}, 0.7}, {new double[] {4}, -1.0}};
  }

  static Object[][] inputs_clenshaw() {
    return new Object[][] {{new double[] {1, -2, 3, 0.5}, 0.7}};
  }
}
