package corpus;

import dev.adjoint.annotations.Differentiable;

/** References to rows, moved from row to row, replaced and shared. */
final class RowReferences {
  @Differentiable
  static double dots(double[][] m, double[] v) {
    double s = 0;
    for (int i = 0; i < m.length; i++) {
      double[] row = m[i];
      double d = 0;
      for (int j = 0; j < row.length; j++) {
        d += row[j] * v[j];
      }
      row[0] = d;
      s += d * m[i][0];
    }
    return s * m[0][1];
  }

  @Differentiable
  static double moving(double[][] m) {
    double[] row = m[0];
    double s = row[0] * row[1];
    row = m[1];
    row[0] *= s;
    s += row[0] * row[1];
    double[] other = row;
    row = m[0];
    row[1] = other[0] * row[0];
    other[1] = row[1] * s;
    return s + m[0][1] * m[1][1];
  }

  @Differentiable
  static double replacedRows(double[][] m, double[] r) {
    double[] old = m[0];
    m[0] = r;
    m[0][0] = old[0] * r[1];
    m[1] = m[0];
    m[1][1] *= old[1];
    return r[0] * r[1] + m[0][0] * m[1][1];
  }

  static Object[][] inputs_dots() {
    return new Object[][] {{new double[][] {{1, 2}, {3, -4}, {0.5, 1}}, new double[] {0.5, 1.5}}};
  }

  static Object[][] inputs_moving() {
    return new Object[][] {{new double[][] {{1, 2}, {3, -4}}}};
  }

  static Object[][] inputs_replacedRows() {
    return new Object[][] {{new double[][] {{1, 2}, {3, -4}}, new double[] {0.5, 1.5}}};
  }
}
