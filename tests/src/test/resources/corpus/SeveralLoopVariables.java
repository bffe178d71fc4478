package corpus;

import dev.adjoint.annotations.Differentiable;

/** For loops with several variables, several updates, none, and with updates that are active. */
final class SeveralLoopVariables {
  @Differentiable
  static double twoPointers(double[] x) {
    double s = 0;
    for (int i = 0, j = x.length - 1; i < j; i++, j--) {
      s += x[i] * x[j] * (j - i);
    }
    return s;
  }

  @Differentiable
  static double activeUpdate(double x) {
    double s = 0;
    double p = 1;
    for (int k = 1; k <= 6; p *= x / k, k++) {
      s += p;
    }
    for (double q = x, r = 1; r > 0.1; q = q * q * 0.3, r *= 0.5) {
      s += q * r;
    }
    return s;
  }

  @Differentiable
  static double noHeader(double x) {
    int k = 0;
    double s = x;
    for (; ; ) {
      if (k++ > 3) {
        break;
      }
      s = s * x + k;
    }
    for (; k > 0; ) {
      s += x * --k;
    }
    for (int i = 0; ; i++) {
      if (i == 2) {
        return s * i;
      }
      s *= s * 0.01;
    }
  }

  static Object[][] inputs_twoPointers() {
    return new Object[][] {{new double[] {1, 2, 3, 4, 5}}, {new double[] {1.5, -2}}, {new double[] {1.5}}};
  }

  static Object[][] inputs_activeUpdate() {
    return new Object[][] {{1.3}, {-0.6}};
  }

  static Object[][] inputs_noHeader() {
    return new Object[][] {{1.3}, {-0.6}};
  }
}
