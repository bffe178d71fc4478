package corpus;

import dev.adjoint.annotations.Differentiable;

/** A local matrix whose rows are one array; what one row is told, the other knows. */
final class SharedRows {
  @Differentiable
  static double value(double[] x) {
    double[][] m = {x, x, new double[2]};
    m[0][0] = m[1][1] * m[0][0];
    m[2][0] = m[1][0] * 3;
    m[1][1] += m[2][0];
    m[2] = m[1];
    m[2][1] *= m[0][0];
    return x[0] * x[1];
  }

  @Differentiable
  static double selected(double[][] m, int i, int j) {
    double[] a = m[i];
    double[] b = m[j];
    a[0] = a[0] * b[1];
    b[0] += a[0] * a[1];
    a[1] = b[0] * b[0];
    return a[0] + b[0] * b[1];
  }

  static Object[][] inputs_value() {
    return new Object[][] {{new double[] {1.5, 0.5}}};
  }

  static Object[][] inputs_selected() {
    double[] shared = {1.25, -0.5};
    return new Object[][] {
      {new double[][] {{1, 2}, {3, 0.5}}, 0, 1}, {new double[][] {{1, 2}, {3, 0.5}}, 1, 1}, {new double[][] {shared, shared}, 0, 1}
    };
  }
}
