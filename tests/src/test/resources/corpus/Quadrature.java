package corpus;

import dev.adjoint.annotations.Differentiable;

/** Simpson's rule, the trapezoid with halving until it has settled, Gauss-Legendre from a constant table. */
final class Quadrature {
  static final double[] NODES = {-0.7745966692414834, 0, 0.7745966692414834};
  static final double[] WEIGHTS = {5.0 / 9, 8.0 / 9, 5.0 / 9};

  private static double f(double t, double[] p) {
    return Math.exp(-p[0] * t) * Math.cos(p[1] * t);
  }

  @Differentiable
  static double simpson(double[] p, double a, double b) {
    int n = 6;
    double h = (b - a) / n;
    double s = f(a, p) + f(b, p);
    for (int i = 1; i < n; i++) {
      s += f(a + i * h, p) * (i % 2 == 1 ? 4 : 2);
    }
    return s * h / 3;
  }

  @Differentiable
  static double adaptive(double[] p, double b) {
    double old, now = b / 2 * (f(0, p) + f(b, p));
    int n = 1;
    do {
      old = now;
      double h = b / n;
      double s = 0;
      for (int i = 0; i < n; i++) {
        s += f((i + 0.5) * h, p);
      }
      now = (old + s * h) / 2;
      n *= 2;
    } while (Math.abs(now - old) > 1e-3);
    return now;
  }

  @Differentiable
  static double gauss(double[] p, double a, double b) {
    double s = 0;
    for (int i = 0; i < NODES.length; i++) {
      s += WEIGHTS[i] * f((a + b) / 2 + (b - a) / 2 * NODES[i], p);
    }
    return s * (b - a) / 2;
  }

  static Object[][] inputs_simpson() {
    return new Object[][] {{new double[] {0.5, 1.5}, 0.1, 1.3}};
  }

  static Object[][] inputs_adaptive() {
    return new Object[][] {{new double[] {0.5, 1.5}, 1.3}};
  }

  static Object[][] inputs_gauss() {
    return new Object[][] {{new double[] {0.5, 1.5}, 0.1, 1.3}};
  }
}
