package corpus;

import dev.adjoint.annotations.Differentiable;

/** Conditional expressions, nested, mixed types, with side effects and with references. */
final class Ternaries {
  @Differentiable
  static double nested(double x, double y) {
    return x > y ? x > 1 ? x * y : x - y : y > 1 ? y / (2 + x * x) : -x;
  }

  @Differentiable
  static double promoted(double x, int n) {
    double a = n > 2 ? n : x;
    double b = n > 2 ? x * x : 1;
    return a * b * x;
  }

  @Differentiable
  static double ofReferences(double[] p, double[] q, boolean first) {
    double[] r = first ? p : q;
    r[0] *= 2;
    (first ? q : p)[1] = r[0] * r[1];
    return p[0] * q[1] + p[1] * q[0];
  }

  @Differentiable
  static double withEffects(double x) {
    double t = x;
    double r = (t *= 2) > 1 ? (t = t * t) + x : (t -= 3) * x;
    return r * t;
  }

  static Object[][] inputs_nested() {
    return new Object[][] {{2.0, 1.5}, {0.5, 0.25}, {-1.0, 2.0}, {-2.0, -1.0}};
  }

  static Object[][] inputs_promoted() {
    return new Object[][] {{1.5, 3}, {1.5, 1}};
  }

  static Object[][] inputs_ofReferences() {
    return new Object[][] {{new double[] {1, 2}, new double[] {3, 4}, true}, {new double[] {1, 2}, new double[] {3, 4}, false}};
  }

  static Object[][] inputs_withEffects() {
    return new Object[][] {{0.8}, {0.2}, {-0.9}};
  }
}
