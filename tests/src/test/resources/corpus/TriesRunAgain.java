package corpus;

import dev.adjoint.annotations.Checkpoint;
import dev.adjoint.annotations.Differentiable;

/** Try statements in iterations that are run again: they throw again, also where nobody reads what their bodies compute. */
final class TriesRunAgain {
  @Differentiable
  static double missingRow(double[] x, int n) {
    double[][] a = new double[n][];
    for (int i = 0; i < n; i++) {
      a[i] = i == 2 ? null : new double[] {x[0] * i, x[1]};
    }
    double s = 0;
    for (@Checkpoint(snapshots = 2) double[] r : a) {
      try {
        s += r[0];
      } catch (NullPointerException e) {
        s += x[1] * x[1];
      }
    }
    return s;
  }

  @Differentiable
  static double independent(double[] x, int[] index) {
    double s = 0;
    for (int i = 0; i < index.length; i++) {
      try {
        s += x[index[i]];
      } catch (ArrayIndexOutOfBoundsException e) {
        s += x[0] * x[0];
      }
    }
    return Math.sin(s);
  }

  @Differentiable
  static double runsPastTheEnd(double[] x, int n) {
    double s = 0;
    for (@Checkpoint(snapshots = 2) int t = 0; t < n; t++) {
      double u = 1;
      try {
        for (int i = t; i < n; i++) {
          u += x[i];
        }
        s += u * 0.5;
      } catch (ArrayIndexOutOfBoundsException e) {
        s = 2 * s + x[t];
      }
    }
    return s;
  }

  static Object[][] inputs_missingRow() {
    return new Object[][] {{new double[] {0.4, 0.3}, 2}, {new double[] {0.4, 0.3}, 5}};
  }

  static Object[][] inputs_independent() {
    return new Object[][] {{new double[] {0.4, 0.3}, new int[] {0, 1, 2, 1, -1}}};
  }

  static Object[][] inputs_runsPastTheEnd() {
    return new Object[][] {{new double[] {0.4, 0.3, 0.7}, 3}};
  }

  @Differentiable
  static double assignedForHandler(double[] x, int n) {
    int last = 0;
    double before = 0.5;
    double y = x[0];
    try {
      for (@Checkpoint(snapshots = 2) int t = 0; t < n; t++) {
        before = y;
        y = Math.sin(y) * x[1];
        last = t;
        y += x[t] * y;
      }
    } catch (ArrayIndexOutOfBoundsException e) {
      y = last * x[0] + y * y * before;
    }
    return y * y;
  }

  static Object[][] inputs_assignedForHandler() {
    double[] x = {0.5, 0.75, -0.5};
    return new Object[][] {{x, 0}, {x, 2}, {x, 3}, {x, 5}};
  }

  @Differentiable
  static double assignedInside(double[] x, int n, int[] at) {
    int last = 1;
    double y = x[0];
    double r = 0;
    try {
      for (@Checkpoint(snapshots = 2) int t = 0; t < n; t++) {
        last = at[t];
        double z = y;
        for (@Checkpoint(snapshots = 1) int k = 0; k < 4; k++) {
          z = Math.sin(z) * x[1];
          last += k;
          try {
            int inner = last;
            inner += at[inner];
            last = inner;
          } catch (ArrayIndexOutOfBoundsException e) {
            last--;
          }
        }
        y += z * last;
      }
      r = y * y;
    } catch (ArrayIndexOutOfBoundsException e) {
      r = last * x[0] + y;
    }
    return r;
  }

  static Object[][] inputs_assignedInside() {
    double[] x = {0.5, 0.75};
    int[] at = {1, 0, 2, 1, -3};
    return new Object[][] {{x, 0, at}, {x, 3, at}, {x, 5, at}, {x, 7, at}};
  }
}
