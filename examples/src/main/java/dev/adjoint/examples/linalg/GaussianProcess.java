package dev.adjoint.examples.linalg;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;
import java.io.PrintStream;

/**
 * Fits the parameters of a Gaussian process by the likelihood of what was observed: C. E. Rasmussen and C. K. I. Williams, Gaussian
 * Processes for Machine Learning, 2006, section 5.4.1. The factor of the covariance matrix is the library's, and so is made once for
 * value and gradient.
 */
public final class GaussianProcess {
  private static final int OBSERVATIONS = 24;

  private GaussianProcess() {}

  /**
   * The negative logarithm of the marginal likelihood.
   *
   * @param p logarithms of the length scale, of the signal's and of the noise's standard deviation
   * @param x where was observed
   * @param y what was observed
   */
  @Differentiable
  static double negativeLogLikelihood(double[] p, @NonDifferentiable double[] x, @NonDifferentiable double[] y) {
    int n = x.length;
    double[][] covariance = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double d = (x[i] - x[j]) / Math.exp(p[0]);
        covariance[i][j] = Math.exp(2 * p[1] - 0.5 * d * d);
      }
      covariance[i][i] += Math.exp(2 * p[2]);
    }
    double[][] l = Matrices.cholesky(covariance);
    double[] z = new double[n];
    double sum = 0.5 * n * Math.log(2 * Math.PI);
    for (int i = 0; i < n; i++) {
      double r = y[i];
      for (int j = 0; j < i; j++) {
        r -= l[i][j] * z[j];
      }
      z[i] = r / l[i][i];
      sum += 0.5 * z[i] * z[i] + Math.log(l[i][i]);
    }
    return sum;
  }

  /** Descends along the gradient from the given logarithms; a step is halved until it gains a tenth of what the slope promises. */
  static double[] fit(double[] start, double[] x, double[] y, int steps) {
    double[] p = start;
    for (int k = 0; k < steps; k++) {
      var here = GaussianProcessDerivatives.negativeLogLikelihoodGradient(p, x, y);
      double[] g = here.p();
      double slope = g[0] * g[0] + g[1] * g[1] + g[2] * g[2];
      double step = 2 / Math.max(1, Math.sqrt(slope));
      double[] next;
      do {
        step /= 2;
        next = new double[] {p[0] - step * g[0], p[1] - step * g[1], p[2] - step * g[2]};
      } while (negativeLogLikelihood(next, x, y) > here.value() - 0.1 * step * slope && step > 1e-12);
      p = next;
    }
    return p;
  }

  /** Fits observations of a sine and prints the parameters. */
  public static double[] run(PrintStream out) {
    double[] x = new double[OBSERVATIONS];
    double[] y = new double[OBSERVATIONS];
    for (int i = 0; i < OBSERVATIONS; i++) {
      x[i] = 0.25 * i;
      y[i] = Math.sin(x[i]) + 0.1 * Math.sin(37.0 * i * i);
    }
    double[] p = fit(new double[] {0, 0, -1}, x, y, 400);
    out.printf("Gaussian process: length scale %.4f, signal %.4f, noise %.4f, log likelihood %.4f%n", Math.exp(p[0]),
        Math.exp(p[1]), Math.exp(p[2]), -negativeLogLikelihood(p, x, y));
    return GaussianProcessDerivatives.negativeLogLikelihoodGradient(p, x, y).p();
  }

  /** Runs it. */
  public static void main(String[] args) {
    run(System.out);
  }
}
