package dev.adjoint.examples;

import dev.adjoint.annotations.Differentiable;
import java.io.PrintStream;

/**
 * A differential equation x' = f(x) by Taylor series: from the coefficients of x up to order k come those of f(x), and from these the coefficient of x of
 * order k + 1 (R. E. Moore, Interval Analysis, 1966). One step of order 20 goes as far as many of a Runge-Kutta method.
 */
public final class LogisticGrowth {
  private LogisticGrowth() {}

  /** How fast a population of relative size x grows. */
  @Differentiable(taylor = "x")
  public static double rate(double x) {
    return x * (1 - x);
  }

  /** The coefficients of the solution that starts at x. */
  static double[] series(double x, int order) {
    double[] solution = {x};
    for (int k = 0; k < order; k++) {
      double[] rates = LogisticGrowthDerivatives.rateTaylor(solution);
      solution = java.util.Arrays.copyOf(solution, k + 2);
      solution[k + 1] = rates[k] / (k + 1);
    }
    return solution;
  }

  /** The population after some time, in steps of that order; prints it beside the exact one. */
  public static double after(double time, double x, int steps, int order, PrintStream out) {
    double at = x;
    for (int i = 0; i < steps; i++) {
      double[] c = series(at, order);
      at = c[order];
      for (int k = order - 1; k >= 0; k--) {
        at = at * (time / steps) + c[k];
      }
    }
    double exact = 1 / (1 + (1 / x - 1) * Math.exp(-time));
    out.printf("%d steps of order %d: %.15f, exactly %.15f%n", steps, order, at, exact);
    return at;
  }

  /** Runs it. */
  public static void main(String[] args) {
    after(5, 0.1, 10, 20, System.out);
  }
}
