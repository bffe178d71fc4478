package corpus;

import dev.adjoint.annotations.Differentiable;

/** Assignments used as values, chained and nested, in Java's order of evaluation. */
final class AssignmentExpressions {
  @Differentiable
  static double chained(double x, double y) {
    double a, b, c;
    a = b = c = x * y;
    b += a = c * x;
    return (a = a * y) + b * (c = x + a) - c;
  }

  @Differentiable
  static double oldValueIsUsed(double x) {
    double t = x * x;
    t += (t = 10 * x);
    double u = t;
    u = u++ + ++u * (u *= x);
    return t * u;
  }

  @Differentiable
  static double arrayAssignmentAsValue(double[] a, int i) {
    double s = a[i] = a[i + 1] * a[i];
    s *= a[i + 1] += s;
    return s + a[0] * a[1];
  }

  static Object[][] inputs_chained() {
    return new Object[][] {{1.3, 0.7}, {-2.0, 1.5}};
  }

  static Object[][] inputs_oldValueIsUsed() {
    return new Object[][] {{0.7}, {-1.4}};
  }

  static Object[][] inputs_arrayAssignmentAsValue() {
    return new Object[][] {{new double[] {1.5, -0.5, 2}, 0}, {new double[] {0.3, 0.8, -1.1}, 1}};
  }
}
