package corpus;

import dev.adjoint.annotations.Differentiable;

/** Counted loops up, down, by other steps, over long and short counters, and with no iteration. */
final class CountedLoops {
  @Differentiable
  static double shapes(double[] x) {
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      s += x[i] * x[i];
    }
    for (int i = x.length - 1; i >= 0; i--) {
      s = s * 0.5 + x[i];
    }
    for (int i = 0; i <= x.length - 1; i += 2) {
      s *= 1 + 0.1 * x[i];
    }
    for (int i = x.length; i > 0; i -= 3) {
      s += x[i - 1] * s * 0.1;
    }
    for (int i = 5; i < 5; i++) {
      s = 0;
    }
    return s;
  }

  @Differentiable
  static double otherCounters(double x, int n) {
    double s = x;
    for (long i = 0; i < n; i++) {
      s += i * x;
    }
    for (short i = 0; i < 3; i++) {
      s *= x;
    }
    for (int i = 1; i < 20; i *= 2) {
      s += Math.sin(s) / i;
    }
    for (int i = 0; i != n; ++i) {
      s = s * 0.9 + x;
    }
    for (char c = 'a'; c < 'd'; c++) {
      s += c * x * 0.01;
    }
    return s;
  }

  static Object[][] inputs_shapes() {
    return new Object[][] {{new double[] {0.5, -1.5, 2, 0.25}}, {new double[] {1.5}}, {new double[] {-0.5, 0.5, 1}}};
  }

  static Object[][] inputs_otherCounters() {
    return new Object[][] {{0.7, 3}, {1.1, 0}, {-0.4, 2}};
  }
}
