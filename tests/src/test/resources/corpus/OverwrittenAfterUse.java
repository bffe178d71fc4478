package corpus;

import dev.adjoint.annotations.Differentiable;

/** Values that were used nonlinearly and are then overwritten, in straight lines, loops and arrays. */
final class OverwrittenAfterUse {
  @Differentiable
  static double straight(double x) {
    double t = x;
    double s = t * t;
    t = Math.exp(t * 0.1);
    s *= t;
    t = t * t * s;
    s = Math.sin(s) * t;
    return s + t;
  }

  @Differentiable
  static double lagged(double[] x) {
    double previous = 1;
    double[] state = {0.5, 0.25};
    for (int i = 0; i < x.length; i++) {
      double current = x[i] * previous + state[0] * state[1];
      state[0] = state[1] * current;
      state[1] = previous;
      x[i] = state[0] * x[i];
      previous = current;
    }
    return previous * state[0] * state[1] + x[0] * x[x.length - 1];
  }

  @Differentiable
  static double indexOverwritten(double[] x, int[] at) {
    double s = 0;
    int k = 0;
    for (int i = 0; i < 4; i++) {
      k = at[k];
      s += x[k] * x[k];
      at[k] = (at[k] + i) % x.length;
      k = (k + 1) % x.length;
      x[k] = s * 0.1;
    }
    return s * x[k];
  }

  static Object[][] inputs_straight() {
    return new Object[][] {{0.7}, {-1.2}};
  }

  static Object[][] inputs_lagged() {
    return new Object[][] {{new double[] {0.5, 1.5, -1, 2}}, {new double[] {2}}};
  }

  static Object[][] inputs_indexOverwritten() {
    return new Object[][] {{new double[] {0.5, 1.5, -1}, new int[] {2, 0, 1}}};
  }
}
