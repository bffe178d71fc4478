package corpus;

import dev.adjoint.annotations.Differentiable;

/** Empty bodies, empty statements, loops without an effect, unreachable branches, unused parameters. */
final class EmptyThings {
  @Differentiable
  static double value(double x, double unused, double[] alsoUnused) {
    for (int i = 0; i < 3; i++) {
    }
    if (x > 1) {
    } else {
      ;
    }
    while (x > 1e9) {
      x--;
    }
    if (false) {
      x = 0;
    }
    {
    }
    return x * x;
  }

  @Differentiable
  static double identity(double x) {
    return x;
  }

  static Object[][] inputs_value() {
    return new Object[][] {{1.5, 2.0, new double[] {1, 2}}, {0.5, 2.0, new double[0]}};
  }

  static Object[][] inputs_identity() {
    return new Object[][] {{1.5}};
  }
}
