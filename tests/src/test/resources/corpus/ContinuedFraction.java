package corpus;

import dev.adjoint.annotations.Differentiable;

/** Continued fractions, AGM, and series with a stopping rule. */
final class ContinuedFraction {
  @Differentiable
  static double backwards(double[] a, double x) {
    double f = a[a.length - 1];
    for (int i = a.length - 2; i >= 0; i--) {
      f = a[i] + x / f;
    }
    return f;
  }

  @Differentiable
  static double agm(double a, double b) {
    while (Math.abs(a - b) > 1e-13) {
      double m = (a + b) / 2;
      b = Math.sqrt(a * b);
      a = m;
    }
    return Math.PI / (2 * a);
  }

  @Differentiable
  static double bessel(double x) {
    double term = 1, sum = 1;
    for (int k = 1; Math.abs(term) > 1e-17; k++) {
      term *= -x * x / (4.0 * k * k);
      sum += term;
    }
    return sum;
  }

  static Object[][] inputs_backwards() {
    return new Object[][] {{new double[] {1, 2, 3, 4}, 0.7}};
  }

  static Object[][] inputs_agm() {
    return new Object[][] {{1.5, 0.7}};
  }

  static Object[][] inputs_bessel() {
    return new Object[][] {{1.3}, {0.4}};
  }
}
