package corpus;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;

/** Recursive calls that change an array which they are not given. What was read before stays what it was. */
final class CallsThatChangeFields {
  private static double[] table;

  @NonDifferentiable
  static void start() {
    table = new double[] {1, 0.5, 2};
  }

  @NonDifferentiable
  static void tick() {
    table[0] += 1;
    table[1] *= 1.25;
  }

  private static double recursive(double x, int n) {
    if (n == 0) {
      return x;
    }
    double s = x * table[0];
    tick();
    return s * recursive(x * table[1] * 0.5, n - 1) + table[0] * x;
  }

  @Differentiable
  static double aroundRecursion(double x) {
    start();
    double s = x * x * table[0];
    double t = recursive(x, 3);
    s += Math.sin(x * table[0]) * t;
    double[] local = table;
    double u = Math.exp(x * local[0] * 0.1);
    t = recursive(x, 2);
    return s * u + local[0] * x * t;
  }

  /** A loop that could be run again, were it not for the call behind it. */
  @Differentiable
  static double loopBeforeCall(double[] x) {
    start();
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      s += Math.sin(x[i] * table[0]) * table[1] * x[i];
    }
    return s * recursive(s, 1);
  }

  static Object[][] inputs_aroundRecursion() {
    return new Object[][] {{0.75}, {-0.5}};
  }

  static Object[][] inputs_loopBeforeCall() {
    return new Object[][] {{new double[] {0.75, -0.5, 1.25}}};
  }
}
