package corpus;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;

/** {@code @NonDifferentiable} parameters and {@code wrt} choose what is differentiated. */
final class NonDifferentiableParameters {
  @Differentiable
  static double weighted(double[] x, @NonDifferentiable double[] w, @NonDifferentiable double scale) {
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      s += w[i] * x[i] * x[i] * scale;
    }
    return s;
  }

  @Differentiable(wrt = {"b", "d"})
  static double chosen(double a, double b, double[] c, double[] d) {
    double s = a * b;
    for (int i = 0; i < d.length; i++) {
      s += c[i] * d[i] * b;
    }
    return s;
  }

  @Differentiable(wrt = "x")
  static double helperWithConstants(double x, double y) {
    return product(x, y) + product(y, y) + product(y, x) * product(x, x);
  }

  private static double product(double a, double b) {
    return a * b + a;
  }

  static Object[][] inputs_weighted() {
    return new Object[][] {{new double[] {1, 2, -3}, new double[] {0.5, 2, 0.25}, 1.5}};
  }

  static Object[][] inputs_chosen() {
    return new Object[][] {{1.5, 2.5, new double[] {1, 2}, new double[] {3, -4}}};
  }

  static Object[][] inputs_helperWithConstants() {
    return new Object[][] {{1.5, -0.5}};
  }
}
