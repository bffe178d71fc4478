package corpus;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;

/** Lengths of arrays and rows, empty ones, null references compared and replaced. */
final class LengthsAndNulls {
  @Differentiable
  static double ragged(double[][] m) {
    double s = m.length;
    for (int i = 0; i < m.length; i++) {
      if (m[i] == null) {
        continue;
      }
      s += m[i].length;
      for (int j = 0; j < m[i].length; j++) {
        s *= 1 + 0.1 * m[i][j];
      }
    }
    return s;
  }

  @Differentiable
  static double optional(double[] x, @NonDifferentiable double[] weights) {
    double[] w = weights == null ? new double[] {1, 1} : weights;
    double[] same = x;
    return same == x && same != w ? x[0] * w[0] + x[1] * x[1] * w[1] : 0;
  }

  static Object[][] inputs_ragged() {
    return new Object[][] {{new double[][] {{1, 2, 3}, {}, {4}}}, {new double[][] {}}};
  }

  static Object[][] inputs_optional() {
    return new Object[][] {{new double[] {1.5, 2}, new double[] {3, 4}}, {new double[] {1.5, 2}, null}};
  }
}
