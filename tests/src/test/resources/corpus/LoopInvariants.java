package corpus;

import dev.adjoint.annotations.Differentiable;

/** Values that do not change in a loop, that change only in the first iteration, and index arithmetic to recompute. */
final class LoopInvariants {
  @Differentiable
  static double value(double[] x, double a, int stride) {
    double c = Math.exp(-a);
    double s = 0;
    boolean first = true;
    double scale = a;
    for (int i = 0; i < x.length; i++) {
      if (first) {
        scale = scale * scale + c;
        first = false;
      }
      int at = (i * stride + 1) % x.length;
      double t = c * x[at] * scale;
      s += t * t;
    }
    return s;
  }

  @Differentiable
  static double independent(double[] x, double[] y) {
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      double d = x[i] - y[i];
      double e = Math.exp(-d * d);
      s += e * Math.sin(e + d) / (1 + e);
    }
    return s;
  }

  @Differentiable
  static double twoSums(double[] x) {
    double a = 0, b = 1;
    for (double v : x) {
      a += v;
      b += v * v;
    }
    double mean = a / x.length;
    double variance = 0;
    for (double v : x) {
      variance += (v - mean) * (v - mean) / b;
    }
    return variance * b - a;
  }

  /** What overflows in front of a loop that does not run has no part in the result. */
  @Differentiable
  static double overflowing(double x, double y, int n) {
    double s = x + y;
    for (int i = 0; i < n; i++) {
      s += Math.exp(x) * y / (1 + i);
      for (int j = n - 2; j >= 0; j -= 2) {
        s = 0.5 * s + Math.cosh(x * y) * Math.sin(j + y);
      }
    }
    int k = n;
    while (k > 0) {
      s += Math.expm1(x) * Math.sinh(y) / k--;
    }
    return s;
  }

  static Object[][] inputs_overflowing() {
    return new Object[][] {{1000.0, 800.0, 0}, {-1e3, 900.0, 0}, {0.3, 0.2, 1}, {0.3, -0.2, 3}};
  }

  static Object[][] inputs_value() {
    return new Object[][] {{new double[] {1, 2, 3, 4}, 0.5, 3}};
  }

  static Object[][] inputs_independent() {
    return new Object[][] {{new double[] {1, 2, 3}, new double[] {0.5, 2.25, 3.7}}};
  }

  static Object[][] inputs_twoSums() {
    return new Object[][] {{new double[] {1, 2, 4}}};
  }
}
