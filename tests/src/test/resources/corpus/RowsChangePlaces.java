package corpus;

import dev.adjoint.annotations.Differentiable;

/** Rows of parameters that are replaced and exchanged, while other references to them are kept, returned, or in another parameter. */
final class RowsChangePlaces {
  @Differentiable
  static double[] replacedAndReturned(double[] a, double[][] m) {
    double[] row = m[0];
    m[0] = a;
    row[1] *= m[0][0];
    return row;
  }

  @Differentiable
  static double[][] oldAndNewRows(double[] a, double[][] m, int k) {
    double[][] r = {a, m[0], m[1], a};
    r[0][0] = r[1][1] * r[2][2];
    if (k > 1) {
      m[0] = a;
    }
    m[0][1] *= a[0];
    return k == 3 ? m : r;
  }

  /** A row goes from one parameter to the other, and a third array to both. */
  @Differentiable
  static void exchanged(double[][] a, double[][] b, double[] r) {
    double[] t = a[0];
    a[0] = b[1];
    b[1] = t;
    a[1] = r;
    a[0][0] *= b[1][1];
    r[0] += a[0][0] * b[0][1];
  }

  @Differentiable
  static double cube(double[][][] t, double[][] m, double[] r) {
    t[0][1] = r;
    t[1] = m;
    t[1][0] = t[0][0];
    m[1][0] *= t[0][1][1] * r[0];
    t[0][0][1] += m[0][0] * t[1][1][1];
    return t[0][0][0] * t[1][0][1] + m[1][1] * r[1] + t[0][1][0] * t[1][1][0];
  }

  /** Rows that might change places, as far as the compiler knows, and may be one array. */
  @Differentiable
  static double untilTheEnd(double[][] m) {
    double s = 1;
    for (int i = 0; i < m.length; i++) {
      try {
        for (int j = 0;; j++) {
          s += m[i][j] * s * 0.1;
        }
      } catch (ArrayIndexOutOfBoundsException e) {
        s *= 1.5 + m[i][0];
      }
    }
    return s;
  }

  /** A row that was null before. */
  @Differentiable
  static double nullBefore(double[][] m, double[] r) {
    m[0] = r;
    double s = m[1][0] * r[1];
    m[0][0] *= s;
    return m[0][0] * s;
  }

  static Object[][] inputs_replacedAndReturned() {
    return new Object[][] {{new double[] {1.25, 0.5}, new double[][] {{2, -0.75}, {0.25, 3}}}};
  }

  static Object[][] inputs_oldAndNewRows() {
    double[][] points = {{1.25, 0.5, 2}, {2, -0.75, 0.5}, {0.25, 3, 1.5}};
    return new Object[][] {
      {points[0].clone(), new double[][] {points[1].clone(), points[2].clone()}, 1},
      {points[0].clone(), new double[][] {points[1].clone(), points[2].clone()}, 2},
      {points[0].clone(), new double[][] {points[1].clone(), points[2].clone()}, 3}
    };
  }

  static Object[][] inputs_exchanged() {
    return new Object[][] {{new double[][] {{0.5, -1.25}, {2, 0.75}}, new double[][] {{1.5, 0.25}, {-0.5, 3}}, new double[] {0.75, 1}}};
  }

  static Object[][] inputs_cube() {
    return new Object[][] {
      {new double[][][] {{{1, 2}, {3, 4}}, {{0.5, 1.5}, {0.25, 2}}}, new double[][] {{0.1, 0.9}, {1.3, 0.4}}, new double[] {0.7, 1.1}}
    };
  }

  static Object[][] inputs_untilTheEnd() {
    double[] shared = {0.75, 1.5};
    return new Object[][] {{new double[][] {{0.5, -1.25}, {2, 0.75}}}, {new double[][] {shared, {0.25, -0.5}, shared}}};
  }

  static Object[][] inputs_nullBefore() {
    return new Object[][] {{new double[][] {null, {2, 0.75}}, new double[] {0.75, 1}}};
  }
}
