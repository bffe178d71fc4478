package corpus;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;

/** What {@link CallsOtherClasses} calls. */
final class OtherClass {
  @Differentiable
  static double energy(double[] x, double k) {
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      s += k * x[i] * x[i] / 2;
    }
    return s;
  }

  @Differentiable
  static void step(double[] x, double[] v, double h) {
    for (int i = 0; i < x.length; i++) {
      v[i] -= h * x[i] * x[i];
      x[i] += h * v[i];
    }
  }

  @Differentiable
  static double[] softplus(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = Math.log1p(Math.exp(x[i]));
    }
    return y;
  }

  @Differentiable(wrt = "a")
  static double partly(double a, @NonDifferentiable double b, int n) {
    return a * b * n + a * a;
  }

  static final class Inner {
    @Differentiable
    static double cube(double x) {
      return x * x * x;
    }

    static Object[][] inputs_cube() {
      return new Object[][] {{1.5}};
    }
  }

  static Object[][] inputs_energy() {
    return new Object[][] {{new double[] {1, 2}, 0.5}};
  }

  static Object[][] inputs_step() {
    return new Object[][] {{new double[] {1, 2}, new double[] {0.5, -0.5}, 0.1}};
  }

  static Object[][] inputs_softplus() {
    return new Object[][] {{new double[] {1, -2}}};
  }

  static Object[][] inputs_partly() {
    return new Object[][] {{1.5, 2.5, 2}};
  }
}
