package corpus;

import dev.adjoint.annotations.Differentiable;

/** A V-cycle by recursion with arrays of every level, restriction and prolongation. */
final class Multigrid {
  private static void relax(double[] u, double[] f, double h) {
    for (int i = 1; i < u.length - 1; i++) {
      u[i] = 0.5 * (u[i - 1] + u[i + 1] + h * h * f[i]);
    }
  }

  private static void cycle(double[] u, double[] f, double h) {
    relax(u, f, h);
    if (u.length <= 3) {
      return;
    }
    int n = u.length / 2 + 1;
    double[] coarse = new double[n];
    double[] residual = new double[n];
    for (int i = 1; i < n - 1; i++) {
      residual[i] = f[2 * i] + (u[2 * i - 1] - 2 * u[2 * i] + u[2 * i + 1]) / (h * h);
    }
    cycle(coarse, residual, 2 * h);
    for (int i = 1; i < n; i++) {
      u[2 * i - 1] += 0.5 * (coarse[i - 1] + coarse[i]);
      if (i < n - 1) {
        u[2 * i] += coarse[i];
      }
    }
    relax(u, f, h);
  }

  @Differentiable
  static double energy(double[] f, double h) {
    double[] u = new double[f.length];
    cycle(u, f, h);
    cycle(u, f, h);
    double s = 0;
    for (int i = 0; i < f.length; i++) {
      s += u[i] * f[i];
    }
    return s;
  }

  static Object[][] inputs_energy() {
    return new Object[][] {{new double[] {0, 1, 2, 1.5, 0.5, -1, -2, -0.5, 0}, 0.125}};
  }
}
