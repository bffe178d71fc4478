package corpus;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;
import java.util.Arrays;

/** A scalar filter and a two-state one with matrices in locals. */
final class KalmanFilter {
  @Differentiable
  static double scalar(double q, double r, @NonDifferentiable double[] z) {
    double x = 0, p = 1, logLikelihood = 0;
    for (double observed : z) {
      p += q;
      double s = p + r, innovation = observed - x, gain = p / s;
      logLikelihood -= 0.5 * (innovation * innovation / s + Math.log(s));
      x += gain * innovation;
      p *= 1 - gain;
    }
    return logLikelihood;
  }

  @Differentiable
  static double hmm(double[][] transition, double[][] emission, int[] observed) {
    double[] alpha = new double[transition.length];
    Arrays.fill(alpha, 1.0 / alpha.length);
    double log = 0;
    for (int o : observed) {
      double[] next = new double[alpha.length];
      double sum = 0;
      for (int j = 0; j < next.length; j++) {
        for (int i = 0; i < alpha.length; i++) {
          next[j] += alpha[i] * transition[i][j];
        }
        next[j] *= emission[j][o];
        sum += next[j];
      }
      for (int j = 0; j < next.length; j++) {
        next[j] /= sum;
      }
      log += Math.log(sum);
      alpha = next;
    }
    return log;
  }

  static Object[][] inputs_scalar() {
    return new Object[][] {{0.1, 0.5, new double[] {0.5, 1.2, 0.9, 1.5}}};
  }

  static Object[][] inputs_hmm() {
    return new Object[][] {{new double[][] {{0.7, 0.3}, {0.2, 0.8}}, new double[][] {{0.9, 0.1}, {0.4, 0.6}}, new int[] {0, 1, 1, 0}}};
  }
}
