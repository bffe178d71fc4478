package dev.adjoint.benchmarks.problems;

/** The adjoint of {@link Rosenbrock} by hand: the terms only meet in a sum, so one sweep does both directions. */
public final class RosenbrockAdjoint {
  private RosenbrockAdjoint() {}

  /**
   * Adds {@code seed} times the gradient to {@code xAdjoint}, which has the length of {@code x}, and returns the
   * value.
   */
  public static double valueVjp(double[] x, double seed, double[] xAdjoint) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double a = x[i + 1] - x[i] * x[i], b = 1 - x[i];
      sum += 100 * a * a + b * b;
      double aAdjoint = 200 * a * seed;
      xAdjoint[i + 1] += aAdjoint;
      xAdjoint[i] -= 2 * (x[i] * aAdjoint + b * seed);
    }
    return sum;
  }
}
