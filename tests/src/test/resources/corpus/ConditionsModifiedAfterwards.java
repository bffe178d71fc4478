package corpus;

import dev.adjoint.annotations.Differentiable;

/** Branch variables that change between the branch and its reversal. */
final class ConditionsModifiedAfterwards {
  @Differentiable
  static double flag(double x, double y) {
    boolean big = x > 1;
    double t = big ? x * y : x + y;
    big = !big;
    if (big) {
      t *= t;
    }
    big = t > 2;
    if (x > 0) {
      x = -x * t;
    }
    if (x > 0) {
      t += 100 * x;
    }
    return big ? t * x : t - x;
  }

  @Differentiable
  static double inLoop(double[] a) {
    double s = 0;
    for (int i = 0; i + 1 < a.length; i++) {
      if (a[i] > a[i + 1]) {
        double t = a[i];
        a[i] = a[i + 1];
        a[i + 1] = t;
        s += t * t;
      } else {
        s -= a[i] * a[i + 1];
      }
    }
    return s + a[0] * a[a.length - 1];
  }

  @Differentiable
  static double whileInput(double x) {
    double y = 1;
    while (x > 1) {
      y *= x;
      x = x / 2;
    }
    return y + x;
  }

  static Object[][] inputs_flag() {
    return new Object[][] {{1.5, 0.5}, {0.5, 2.5}, {-0.5, 1.25}};
  }

  static Object[][] inputs_inLoop() {
    return new Object[][] {{new double[] {3, 1, 2, 5, 4}}, {new double[] {1, 2}}};
  }

  static Object[][] inputs_whileInput() {
    return new Object[][] {{13.7}, {0.7}, {3.1}};
  }
}
