package corpus;

import dev.adjoint.annotations.Differentiable;

/** Arrays of rank three and four, of double and of float, with rows taken at each level. */
final class HighRank {
  @Differentiable
  static double value(double[][][] t, float[][][] f) {
    double s = 0;
    for (double[][] plane : t) {
      for (double[] row : plane) {
        for (double v : row) {
          s += v * v;
        }
      }
      plane[0][0] *= s;
      double[] first = plane[0];
      plane[1] = first;
      first[1] += plane[1][0] * f[0][1][0];
    }
    double[][][][] u = {t};
    u[0][0][0][0] *= u[0][0][1][1];
    return s * t[0][0][0] + t[0][1][1] * f[0][0][0];
  }

  static Object[][] inputs_value() {
    return new Object[][] {{new double[][][] {{{1, 0.5}, {0.25, 2}}}, new float[][][] {{{1.5f}, {0.5f}}}}};
  }
}
