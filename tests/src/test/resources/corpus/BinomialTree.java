package corpus;

import dev.adjoint.annotations.Differentiable;

/** An American put on a binomial tree, values overwritten in place backwards. */
final class BinomialTree {
  @Differentiable
  static double put(double s, double k, double r, double sigma, int n) {
    double dt = 1.0 / n;
    double up = Math.exp(sigma * Math.sqrt(dt));
    double down = 1 / up;
    double q = (Math.exp(r * dt) - down) / (up - down);
    double discount = Math.exp(-r * dt);
    double[] v = new double[n + 1];
    for (int i = 0; i <= n; i++) {
      v[i] = Math.max(0, k - s * Math.pow(up, 2 * i - n));
    }
    for (int step = n - 1; step >= 0; step--) {
      for (int i = 0; i <= step; i++) {
        double hold = discount * (q * v[i + 1] + (1 - q) * v[i]);
        double exercise = k - s * Math.pow(up, 2 * i - step);
        v[i] = exercise > hold ? exercise : hold;
      }
    }
    return v[0];
  }

  static Object[][] inputs_put() {
    return new Object[][] {{100.0, 103.0, 0.03, 0.25, 7}};
  }
}
