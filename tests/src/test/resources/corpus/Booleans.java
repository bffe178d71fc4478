package corpus;

import dev.adjoint.annotations.Differentiable;

/** Boolean parameters, arrays and locals steer what is executed. */
final class Booleans {
  @Differentiable
  static double masked(double[] x, boolean[] mask, boolean square) {
    double s = 0;
    boolean any = false;
    for (int i = 0; i < x.length; i++) {
      if (mask[i] != square) {
        continue;
      }
      any |= mask[i];
      boolean positive = x[i] > 0;
      s += square ? x[i] * x[i] : positive ? x[i] : -2 * x[i];
    }
    return any ? s : s - x[0];
  }

  static Object[][] inputs_masked() {
    return new Object[][] {
      {new double[] {1, -2, 3}, new boolean[] {true, false, true}, true},
      {new double[] {1, -2, 3}, new boolean[] {true, false, false}, false}
    };
  }
}
