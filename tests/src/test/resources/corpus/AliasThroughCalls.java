package corpus;

import dev.adjoint.annotations.Differentiable;

/** Helpers that return one of their arguments, store into rows, swap rows. */
final class AliasThroughCalls {
  private static double[] longer(double[] a, double[] b) {
    return a.length >= b.length ? a : b;
  }

  private static void swapRows(double[][] m, int i, int j) {
    double[] t = m[i];
    m[i] = m[j];
    m[j] = t;
  }

  private static double[] self(double[] a) {
    a[0] *= 2;
    return a;
  }

  @Differentiable
  static double value(double[] a, double[] b) {
    double[] c = longer(a, b);
    c[0] *= b[1];
    longer(b, a)[1] += c[0];
    return a[0] * b[0] + a[1] * b[1];
  }

  @Differentiable
  static double rows(double[][] m) {
    swapRows(m, 0, 1);
    m[0][0] *= m[1][1];
    swapRows(m, 0, 1);
    swapRows(m, 1, 1);
    return m[0][0] * m[1][0] + m[0][1] * m[1][1];
  }

  @Differentiable
  static double chained(double[] a) {
    double s = self(self(a))[0] * a[1];
    self(a)[1] = s * a[0];
    return a[0] * a[1];
  }

  static Object[][] inputs_value() {
    return new Object[][] {{new double[] {1.5, 2}, new double[] {0.5, 3}}, {new double[] {1.5, 2}, new double[] {0.5, 3, 4}}};
  }

  static Object[][] inputs_rows() {
    return new Object[][] {{new double[][] {{1, 2}, {3, 4}}}};
  }

  static Object[][] inputs_chained() {
    return new Object[][] {{new double[] {1.5, 2}}};
  }
}
