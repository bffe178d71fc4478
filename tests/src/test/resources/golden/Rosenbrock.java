package golden;

import dev.adjoint.annotations.Differentiable;

/** A sum: forward and reverse iteration share one loop. */
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
}
