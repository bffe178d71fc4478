package corpus;

import dev.adjoint.annotations.Differentiable;

/** Nested loops whose inner trip counts differ, with breaks that depend on active values. */
final class NestedEarlyExit {
  @Differentiable
  static double triangular(double[] x) {
    double s = 0;
    double last = 1;
    for (int i = 0; i < x.length; i++) {
      double p = last;
      for (int j = i; j < x.length; j++) {
        p = p * x[j] + i;
        if (p > 10) {
          p = p * 0.1;
          break;
        }
        for (int k = 0; k < j; k++) {
          if (p * x[k] < -3) {
            continue;
          }
          p += 0.01 * x[k] * p;
        }
      }
      last = p;
      s += p * p;
    }
    return s;
  }

  @Differentiable
  static double unknownInner(double[] x) {
    double s = 0;
    int i = 0;
    while (i < x.length) {
      double t = x[i];
      while (t < 4) {
        t = t * 1.5 + 0.3 * x[0];
        s += t;
      }
      if (s > 60) {
        break;
      }
      s *= 1 + t * 0.01;
      i++;
    }
    return s * (i + 1);
  }

  static Object[][] inputs_triangular() {
    return new Object[][] {{new double[] {0.5, 1.2, -0.7, 2.5}}, {new double[] {2, 3, 1.5}}};
  }

  static Object[][] inputs_unknownInner() {
    return new Object[][] {{new double[] {0.5, 1.2, 3.7, 2.5}}, {new double[] {1.1, 9, 0.1, 0.2, 0.3}}};
  }
}
