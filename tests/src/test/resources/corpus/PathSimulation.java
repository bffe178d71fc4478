package corpus;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;

/** Paths from fixed noise: Asian and barrier options, Heston's model with truncation. */
final class PathSimulation {
  @Differentiable
  static double asian(double s0, double sigma, double strike, @NonDifferentiable double[][] noise) {
    double payoff = 0;
    for (double[] path : noise) {
      double s = s0, mean = 0;
      for (double z : path) {
        s *= Math.exp(-0.5 * sigma * sigma * 0.1 + sigma * Math.sqrt(0.1) * z);
        mean += s / path.length;
      }
      if (mean > strike) {
        payoff += mean - strike;
      }
    }
    return payoff / noise.length;
  }

  @Differentiable
  static double barrier(double s0, double sigma, double limit, @NonDifferentiable double[][] noise) {
    double payoff = 0;
    paths:
    for (int p = 0; p < noise.length; p++) {
      double s = s0;
      for (int k = 0; k < noise[p].length; k++) {
        s += s * sigma * noise[p][k];
        if (s > limit) {
          payoff += 0.1 * s;
          continue paths;
        }
      }
      payoff += s * s / s0;
    }
    return payoff;
  }

  @Differentiable
  static double heston(double s, double v, double kappa, double theta, double xi, @NonDifferentiable double[] z1, @NonDifferentiable double[] z2) {
    double dt = 0.1;
    for (int k = 0; k < z1.length; k++) {
      double vp = v > 0 ? v : 0;
      s *= 1 + Math.sqrt(vp * dt) * z1[k];
      v += kappa * (theta - vp) * dt + xi * Math.sqrt(vp * dt) * z2[k];
    }
    return s * s;
  }

  static Object[][] inputs_asian() {
    return new Object[][] {{1.0, 0.3, 1.02, new double[][] {{0.5, -0.3, 0.9}, {-1, -0.2, 0.3}, {1.5, 0.2}}}};
  }

  static Object[][] inputs_barrier() {
    return new Object[][] {{1.0, 0.3, 1.3, new double[][] {{0.5, -0.3, 0.9}, {-1, -0.2, 0.3}, {1.5, 0.2}}}};
  }

  static Object[][] inputs_heston() {
    return new Object[][] {{1.0, 0.04, 1.5, 0.05, 0.6, new double[] {0.5, -0.3, 0.9, 0.2}, new double[] {-1.0, -1.2, 0.3, 0.8}}};
  }
}
