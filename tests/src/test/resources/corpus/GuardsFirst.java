package corpus;

import dev.adjoint.annotations.Differentiable;

/** A guard throws before the code that it guards fails in another way. */
final class GuardsFirst {
  @Differentiable
  static double beforeLoop(double[] x, int n) {
    if (n > x.length) {
      throw new IllegalArgumentException("n is " + n);
    }
    double s = 0;
    for (int i = 0; i < n; i++) {
      s += x[i] * x[i];
    }
    return s;
  }

  @Differentiable
  static double beforeBranch(double[] x, int n) {
    if (n < 1) {
      throw new IllegalArgumentException("n is " + n);
    }
    if (x[n - 1] < -5) {
      return x[0];
    }
    double s = 1;
    for (int i = 0; i < n; i++) {
      s *= x[i];
    }
    return s;
  }

  @Differentiable
  static double behindLoop(double[] x, double[] y) {
    double s = 0;
    for (int i = 0; i < y.length; i++) {
      s += x[i] * y[i];
    }
    if (x.length != y.length) {
      throw new IllegalStateException("lengths");
    }
    return s;
  }

  static Object[][] inputs_beforeLoop() {
    return new Object[][] {{new double[] {1, 2, 3}, 2}};
  }

  static Object[][] throws_beforeLoop() {
    return new Object[][] {{new double[] {1, 2}, 3}};
  }

  static Object[][] inputs_beforeBranch() {
    return new Object[][] {{new double[] {1, 2, 3}, 2}};
  }

  static Object[][] throws_beforeBranch() {
    return new Object[][] {{new double[] {1, 2}, 0}};
  }

  static Object[][] inputs_behindLoop() {
    return new Object[][] {{new double[] {1, 2, 3}, new double[] {3, 4, 5}}};
  }

  static Object[][] throws_behindLoop() {
    return new Object[][] {{new double[] {1, 2}, new double[] {3, 4, 5}}, {new double[] {1, 2, 3}, new double[] {3, 4}}};
  }
}
