package corpus;

import dev.adjoint.annotations.Differentiable;

/** Arrays made anew in each iteration, and one that survives from an earlier one. */
final class TemporariesPerIteration {
  @Differentiable
  static double value(double[] x) {
    double s = 0;
    double[] kept = null;
    for (int i = 0; i < x.length; i++) {
      double[] t = new double[3];
      t[0] = x[i];
      t[1] = t[0] * t[0];
      t[2] = t[1] * x[0] + s;
      if (kept != null) {
        kept[0] += t[2];
        s += kept[0] * kept[1];
      }
      if (i % 2 == 0) {
        kept = t;
      }
    }
    return s;
  }

  @Differentiable
  static double listOfRows(double[] x) {
    double[][] rows = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      double[] row = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        row[j] = x[i] * x[j];
      }
      rows[i] = row;
    }
    double s = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        s += rows[i][j] * rows[rows.length - 1][j];
      }
    }
    return s;
  }

  static Object[][] inputs_value() {
    return new Object[][] {{new double[] {0.5, 1.5, -1, 2}}, {new double[] {1.5}}};
  }

  static Object[][] inputs_listOfRows() {
    return new Object[][] {{new double[] {0.5, 1.5, -1}}};
  }
}
