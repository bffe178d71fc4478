package corpus;

import dev.adjoint.annotations.Differentiable;

/** Reads and writes through index arrays, with repeated indices. */
final class GatherScatter {
  @Differentiable
  static double gather(double[] x, int[] index) {
    double s = 0;
    for (int i = 0; i < index.length; i++) {
      s += x[index[i]] * x[index[index.length - 1 - i]];
    }
    return s;
  }

  @Differentiable
  static void scatter(double[] x, int[] index, double[] out) {
    for (int i = 0; i < x.length; i++) {
      out[index[i]] += x[i] * out[index[i]];
    }
    for (int i = 0; i < x.length; i++) {
      out[index[i]] = x[i] + out[0];
    }
  }

  @Differentiable
  static double chase(double[] x, int[] next) {
    int at = 0;
    double s = 1;
    for (int k = 0; k < 6; k++) {
      s = s * 0.7 + x[at];
      x[at] *= s;
      at = next[at];
      next[at] = (next[at] + 1) % x.length;
    }
    return s;
  }

  static Object[][] inputs_gather() {
    return new Object[][] {{new double[] {1, 2, -3}, new int[] {0, 0, 2, 1, 0}}};
  }

  static Object[][] inputs_scatter() {
    return new Object[][] {{new double[] {1, 2, -3, 0.5}, new int[] {0, 2, 2, 1}, new double[] {5, 4, 3}}};
  }

  static Object[][] inputs_chase() {
    return new Object[][] {{new double[] {1, 2, -3}, new int[] {1, 2, 0}}};
  }
}
