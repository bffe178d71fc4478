package corpus;

import dev.adjoint.annotations.Differentiable;

/** Returns from anywhere: branches, loops, nested loops, a switch. */
final class EarlyReturns {
  // warns: AD202
  @Differentiable
  static double anywhere(double[] x, double limit) {
    if (x.length == 0) {
      return limit * 2;
    }
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j <= i; j++) {
        s += x[i] * x[j];
        if (s > limit) {
          return s * limit;
        }
      }
      while (s < 0) {
        s += limit;
        if (x[i] < -5) {
          return s + x[i];
        }
      }
      if (s == 12345) {
        return x[0];
      }
    }
    return s - limit;
  }

  @Differentiable
  static double inSwitch(double x, int n) {
    for (int i = 0; i < n; i++) {
      switch (i) {
        case 0:
          x *= 2;
          break;
        case 1:
          if (x > 3) {
            return x * x;
          }
          x += 1;
          break;
        case 2:
          continue;
        default:
          return Math.exp(-x);
      }
      x = x * 0.9;
    }
    return x;
  }

  static Object[][] inputs_anywhere() {
    return new Object[][] {
      {new double[] {}, 3.0}, {new double[] {1, 2, 3}, 4.0}, {new double[] {1, 0.5, 0.25}, 40.0}, {new double[] {1, -3, 0.5}, 7.8}, {new double[] {0.1, -6, 50}, 70.0}
    };
  }

  static Object[][] inputs_inSwitch() {
    return new Object[][] {{1.2, 0}, {1.2, 2}, {2.2, 2}, {1.2, 3}, {1.2, 9}};
  }
}
