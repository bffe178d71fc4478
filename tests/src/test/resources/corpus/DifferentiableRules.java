package corpus;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.annotations.Differentiable;

/** Rules that can be differentiated themselves. */
final class DifferentiableRules {
  static final class Library {
    static double soft(double x) {
      return Math.log(1 + Math.exp(x));
    }

    static double weighted(double a, double b, double[] w) {
      return a * b * b * w[0] + w[1] * a;
    }

    static void scale(double[] x, double by) {
      for (int i = 0; i < x.length; i++) {
        x[i] *= by;
      }
    }
  }

  @DerivativeOf(type = Library.class, method = "soft")
  @Differentiable
  static double softVjp(double x, double seed) {
    return seed / (1 + Math.exp(-x));
  }

  static Object[][] inputs_softVjp() {
    return new Object[][] {{0.3, 0.7}};
  }

  @DerivativeOf(type = Library.class, method = "weighted")
  @Differentiable
  static double[] weightedVjp(double a, double b, double[] w, double seed, double[] wAdjoint) {
    wAdjoint[0] += seed * a * b * b;
    wAdjoint[1] += seed * a;
    return new double[] {seed * (b * b * w[0] + w[1]), seed * 2 * a * b * w[0]};
  }

  static Object[][] inputs_weightedVjp() {
    return new Object[][] {{0.3, 0.7, new double[] {1.5, -0.5}, 0.6, new double[] {0.25, 0.5}}};
  }

  @Differentiable
  static double one(double x) {
    return x * Library.soft(x * x);
  }

  static Object[][] inputs_one() {
    return new Object[][] {{0.3}, {-1.2}};
  }

  @Differentiable
  static double several(double[] x, double[] w) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      sum += Math.sin(Library.weighted(x[i], x[i + 1], w)) * Library.soft(w[1]);
    }
    return sum;
  }

  static Object[][] inputs_several() {
    return new Object[][] {{new double[] {0.3, -1.2, 0.8}, new double[] {0.5, 1.5}}};
  }
}
