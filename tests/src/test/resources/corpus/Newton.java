package corpus;

import dev.adjoint.annotations.Differentiable;

/** Newton's iteration for a root that depends on the parameters, until it has converged. */
final class Newton {
  @Differentiable
  static double cubicRoot(double a, double b) {
    double x = 1;
    for (int k = 0; k < 50; k++) {
      double f = x * x * x + a * x - b;
      double step = f / (3 * x * x + a);
      x -= step;
      if (Math.abs(step) < 1e-13) {
        break;
      }
    }
    return x;
  }

  @Differentiable
  static double kepler(double meanAnomaly, double e) {
    double anomaly = meanAnomaly;
    double change;
    int n = 0;
    do {
      double old = anomaly;
      anomaly = anomaly - (anomaly - e * Math.sin(anomaly) - meanAnomaly) / (1 - e * Math.cos(anomaly));
      change = Math.abs(anomaly - old);
    } while (change > 1e-12 && ++n < 30);
    return anomaly * Math.sqrt(1 - e * e);
  }

  static Object[][] inputs_cubicRoot() {
    return new Object[][] {{1.5, 2.0}, {0.5, 7.0}};
  }

  static Object[][] inputs_kepler() {
    return new Object[][] {{0.8, 0.3}, {2.1, 0.6}};
  }
}
