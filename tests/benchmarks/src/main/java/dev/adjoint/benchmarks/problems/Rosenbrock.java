package dev.adjoint.benchmarks.problems;

import dev.adjoint.annotations.Differentiable;

/**
 * The chained Rosenbrock function, a curved valley with its minimum 0 at (1, …, 1).
 *
 * <p>H. H. Rosenbrock, <i>An automatic method for finding the greatest or least value of a function</i>, The Computer
 * Journal 3 (1960), in the chained form of Ph. Toint (1978).
 */
public final class Rosenbrock {
  private Rosenbrock() {}

  /** The value {@code sum 100 (x[i+1] - x[i]²)² + (1 - x[i])²} over neighbours; 0 for fewer than two variables. */
  @Differentiable
  public static double value(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double a = x[i + 1] - x[i] * x[i], b = 1 - x[i];
      sum += 100 * a * a + b * b;
    }
    return sum;
  }
}
