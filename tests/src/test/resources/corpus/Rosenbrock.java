package corpus;

import dev.adjoint.annotations.Differentiable;

/** The function of the README, and its relatives. */
final class Rosenbrock {
  @Differentiable
  static double value(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double a = x[i + 1] - x[i] * x[i], b = 1 - x[i];
      sum += 100 * a * a + b * b;
    }
    return sum;
  }

  @Differentiable
  static double ackley(double[] x) {
    double squares = 0, cosines = 0;
    for (double v : x) {
      squares += v * v;
      cosines += Math.cos(2 * Math.PI * v);
    }
    return -20 * Math.exp(-0.2 * Math.sqrt(squares / x.length)) - Math.exp(cosines / x.length) + 20 + Math.E;
  }

  @Differentiable
  static double powell(double[] x) {
    double s = 0;
    for (int i = 0; i < x.length / 4; i++) {
      int k = 4 * i;
      s += Math.pow(x[k] + 10 * x[k + 1], 2) + 5 * Math.pow(x[k + 2] - x[k + 3], 2) + Math.pow(x[k + 1] - 2 * x[k + 2], 4)
          + 10 * Math.pow(x[k] - x[k + 3], 4);
    }
    return s;
  }

  static Object[][] inputs_value() {
    return new Object[][] {{new double[] {-1.2, 1, 0.5, 0.7}}, {new double[] {3}}};
  }

  static Object[][] inputs_ackley() {
    return new Object[][] {{new double[] {-1.2, 1.1, 0.5}}};
  }

  static Object[][] inputs_powell() {
    return new Object[][] {{new double[] {3, -1, 0.25, 1, 0.5, 0.7, 0.9, 1.1}}};
  }
}
