package corpus;

import dev.adjoint.annotations.Differentiable;

/** Forces between bodies with a triangular double loop, one leapfrog step, state in arrays of rows. */
final class NBody {
  @Differentiable
  static void step(double[][] position, double[][] velocity, double[] mass, double h) {
    int n = position.length;
    double[][] force = new double[n][2];
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        double dx = position[j][0] - position[i][0], dy = position[j][1] - position[i][1];
        double r2 = dx * dx + dy * dy + 0.01;
        double f = mass[i] * mass[j] / (r2 * Math.sqrt(r2));
        force[i][0] += f * dx;
        force[i][1] += f * dy;
        force[j][0] -= f * dx;
        force[j][1] -= f * dy;
      }
    }
    for (int i = 0; i < n; i++) {
      for (int d = 0; d < 2; d++) {
        velocity[i][d] += h * force[i][d] / mass[i];
        position[i][d] += h * velocity[i][d];
      }
    }
  }

  @Differentiable
  static double energyAfter(double[][] position, double[] mass, int steps) {
    double[][] velocity = new double[position.length][2];
    for (int k = 0; k < steps; k++) {
      step(position, velocity, mass, 0.05);
    }
    double e = 0;
    for (int i = 0; i < velocity.length; i++) {
      e += mass[i] * (velocity[i][0] * velocity[i][0] + velocity[i][1] * velocity[i][1]) / 2;
    }
    return e;
  }

  static Object[][] inputs_step() {
    return new Object[][] {{new double[][] {{0, 1}, {1, 0}, {-1, 0.5}}, new double[][] {{0.1, 0}, {0, 0.2}, {0, 0}}, new double[] {1, 2, 0.5}, 0.1}};
  }

  static Object[][] inputs_energyAfter() {
    return new Object[][] {{new double[][] {{0, 1}, {1, 0}, {-1, 0.5}}, new double[] {1, 2, 0.5}, 3}};
  }
}
