package corpus;

import dev.adjoint.annotations.Differentiable;

/** Calls of other classes' differentiable methods: scalar, array, void, nested, in loops, partly constant. */
final class CallsOtherClasses {
  @Differentiable
  static double simulate(double[] x, double[] v, double h) {
    double e = OtherClass.energy(x, 2);
    for (int k = 0; k < 3; k++) {
      OtherClass.step(x, v, h);
      e += OtherClass.energy(x, 1 + k * h) * 0.5;
    }
    return e - OtherClass.energy(v, h);
  }

  @Differentiable
  static double mixed(double[] x, double a) {
    double[] y = OtherClass.softplus(x);
    y[0] *= a;
    double[] z = corpus.OtherClass.softplus(y);
    return OtherClass.partly(a, 3.5, 2) * z[0] + OtherClass.Inner.cube(z[1] * y[0]) + ZLaterClass.last(a, x);
  }

  static Object[][] inputs_simulate() {
    return new Object[][] {{new double[] {1, 2}, new double[] {0.5, -0.5}, 0.1}};
  }

  static Object[][] inputs_mixed() {
    return new Object[][] {{new double[] {0.5, -0.7}, 1.2}};
  }
}
