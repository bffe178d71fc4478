package dev.adjoint.benchmarks.problems;

import dev.adjoint.annotations.Differentiable;

/**
 * Prey and predators integrated by the classical fourth-order Runge-Kutta method with a fixed step.
 *
 * <p>A. J. Lotka, <i>Elements of Physical Biology</i> (1925): {@code x' = a x - b x y}, {@code y' = d x y - c y}. The
 * method is W. Kutta's (1901).
 */
public final class LotkaVolterra {
  /** The time over which the system is integrated. */
  public static final double SPAN = 20;

  private LotkaVolterra() {}

  /**
   * The total population at time {@link #SPAN}.
   *
   * @param p the rates a, b, c, d, then the prey and the predators at time 0
   * @param steps the number of steps
   */
  @Differentiable
  public static double population(double[] p, int steps) {
    double a = p[0], b = p[1], c = p[2], d = p[3];
    double x = p[4], y = p[5];
    double h = SPAN / steps;
    for (int i = 0; i < steps; i++) {
      double x1 = prey(a, b, x, y), y1 = predators(c, d, x, y);
      double u = x + 0.5 * h * x1, v = y + 0.5 * h * y1;
      double x2 = prey(a, b, u, v), y2 = predators(c, d, u, v);
      u = x + 0.5 * h * x2;
      v = y + 0.5 * h * y2;
      double x3 = prey(a, b, u, v), y3 = predators(c, d, u, v);
      u = x + h * x3;
      v = y + h * y3;
      double x4 = prey(a, b, u, v), y4 = predators(c, d, u, v);
      x += h / 6 * (x1 + 2 * (x2 + x3) + x4);
      y += h / 6 * (y1 + 2 * (y2 + y3) + y4);
    }
    return x + y;
  }

  static double prey(double a, double b, double x, double y) {
    return x * (a - b * y);
  }

  static double predators(double c, double d, double x, double y) {
    return y * (d * x - c);
  }
}
