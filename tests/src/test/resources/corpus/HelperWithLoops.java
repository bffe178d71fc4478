package corpus;

import dev.adjoint.annotations.Differentiable;

/** Helpers with loops of their own, called in loops, with early returns. */
final class HelperWithLoops {
  private static double root(double x, int steps) {
    double r = x;
    for (int i = 0; i < steps; i++) {
      r = 0.5 * (r + x / r);
      if (Math.abs(r * r - x) < 1e-14) {
        return r;
      }
    }
    return r;
  }

  private static int firstAbove(double[] x, double limit) {
    for (int i = 0; i < x.length; i++) {
      if (x[i] > limit) {
        return i;
      }
    }
    return -1;
  }

  private static double[] mapped(double[] x, double p) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = root(x[i] + p, 3 + i);
    }
    return y;
  }

  @Differentiable
  static double value(double[] x, double p) {
    double s = 0;
    for (int k = 0; k < 2; k++) {
      double[] y = mapped(x, p + s);
      int at = firstAbove(y, 1.6);
      s += at < 0 ? y[0] : y[at] * p;
      x[k] += s;
    }
    return s * x[0];
  }

  static Object[][] inputs_value() {
    return new Object[][] {{new double[] {1.5, 2.5, 4}, 0.25}, {new double[] {0.5, 0.25}, 0.25}};
  }
}
