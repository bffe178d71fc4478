package corpus;

import dev.adjoint.annotations.Differentiable;

/** Integrations of differential equations: RK4 with temporaries, Euler in place, leapfrog. */
final class RungeKutta {
  private static void lorenz(double[] u, double[] p, double[] du) {
    du[0] = p[0] * (u[1] - u[0]);
    du[1] = u[0] * (p[1] - u[2]) - u[1];
    du[2] = u[0] * u[1] - p[2] * u[2];
  }

  @Differentiable
  static double rk4(double[] u, double[] p, double h, int steps) {
    int n = u.length;
    double[] k1 = new double[n], k2 = new double[n], k3 = new double[n], k4 = new double[n], t = new double[n];
    for (int s = 0; s < steps; s++) {
      lorenz(u, p, k1);
      for (int i = 0; i < n; i++) {
        t[i] = u[i] + h / 2 * k1[i];
      }
      lorenz(t, p, k2);
      for (int i = 0; i < n; i++) {
        t[i] = u[i] + h / 2 * k2[i];
      }
      lorenz(t, p, k3);
      for (int i = 0; i < n; i++) {
        t[i] = u[i] + h * k3[i];
      }
      lorenz(t, p, k4);
      for (int i = 0; i < n; i++) {
        u[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
      }
    }
    return u[0] + u[1] * u[2];
  }

  @Differentiable
  static double pendulum(double angle, double length) {
    double omega = 0, h = 0.05;
    for (double t = 0; t < 1; t += h) {
      omega -= h * 9.81 / length * Math.sin(angle);
      angle += h * omega;
    }
    return angle;
  }

  static Object[][] inputs_rk4() {
    return new Object[][] {{new double[] {1, 1.5, 2}, new double[] {10, 28, 2.5}, 0.01, 5}};
  }

  static Object[][] inputs_pendulum() {
    return new Object[][] {{0.8, 1.5}};
  }
}
