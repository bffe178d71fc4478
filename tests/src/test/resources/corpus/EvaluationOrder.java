package corpus;

import dev.adjoint.annotations.Differentiable;

/** The left operand's index and reference are evaluated before the right-hand side. */
final class EvaluationOrder {
  @Differentiable
  static double storeIndexFirst(double[] a) {
    int k = 0;
    a[k] = a[k = 2] + k;
    a[k] += a[k = 1] * k;
    return a[0] * 3 + a[1] * 5 + a[2] * a[0];
  }

  @Differentiable
  static double referenceFirst(double[] p, double[] q) {
    double[] r = p;
    r[0] = (r = q)[1] * r[0];
    double s = r[0] + (r = p)[0] * r[1];
    return s * r[0];
  }

  @Differentiable
  static double indexSideEffects(double[] a) {
    int i = 0;
    double s = a[i++] * a[i++] + a[i--];
    a[i++] *= a[i] - a[--i];
    s += a[++i] * i;
    return s + a[1];
  }

  @Differentiable
  static double leftToRight(double x) {
    double t = x;
    double r = t + (t *= 2) + (t = t * x) * t;
    return r - (t -= x) / (t + 3);
  }

  static Object[][] inputs_storeIndexFirst() {
    return new Object[][] {{new double[] {1.5, 2.5, -0.5}}};
  }

  static Object[][] inputs_referenceFirst() {
    return new Object[][] {{new double[] {1.5, 2.5}, new double[] {-0.5, 0.75}}};
  }

  static Object[][] inputs_indexSideEffects() {
    return new Object[][] {{new double[] {1.5, 2.5, -0.5, 0.3}}};
  }

  static Object[][] inputs_leftToRight() {
    return new Object[][] {{1.2}, {-0.4}};
  }
}
