package dev.adjoint.examples;

import dev.adjoint.annotations.Differentiable;
import java.io.PrintStream;
import java.util.Arrays;

/**
 * The first steps: a vector-Jacobian product through a loop whose length only the run knows, and a minimum found by
 * gradients.
 */
public final class QuickStart {
  private QuickStart() {}

  /** Doubles x, and goes on doubling until its norm reaches 1000: the loop of PyTorch's autograd tutorial. */
  @Differentiable
  public static double[] doubled(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = 2 * x[i];
    }
    while (norm(y) < 1000) {
      for (int i = 0; i < y.length; i++) {
        y[i] = 2 * y[i];
      }
    }
    return y;
  }

  private static double norm(double[] y) {
    double sum = 0;
    for (double v : y) {
      sum += v * v;
    }
    return Math.sqrt(sum);
  }

  /** Rosenbrock's valley (1960): its minimum is 0, at (1, …, 1). */
  @Differentiable
  public static double rosenbrock(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double a = x[i + 1] - x[i] * x[i], b = 1 - x[i];
      sum += 100 * a * a + b * b;
    }
    return sum;
  }

  /** The product of {@code v} and the Jacobian of {@link #doubled} at {@code x}; prints both values. */
  public static double[] vectorJacobianProduct(double[] x, double[] v, PrintStream out) {
    double[] gradient = new double[x.length];
    double[] y = QuickStartDerivatives.doubledVjp(x, v, gradient);
    out.println("y = " + Arrays.toString(y));
    out.println("x.grad = " + Arrays.toString(gradient));
    return gradient;
  }

  /** Minimises Rosenbrock's function with Hipparchus' conjugate gradients and prints where that ended. */
  public static Minimizer.Minimum minimum(PrintStream out) {
    Minimizer.Minimum minimum =
        Minimizer.minimize(QuickStartDerivatives.ROSENBROCK, new double[] {-1.2, 1}, 1e-14, (i, value) -> {});
    out.printf("Rosenbrock: minimum %.3g at %s after %d iterations%n",
        minimum.value(), Arrays.toString(minimum.point()), minimum.iterations());
    return minimum;
  }

  /** Runs both. */
  public static void main(String[] args) {
    double[] x = {1.2282752990722656, 0.3353959321975708, 0.03914345055818558};
    vectorJacobianProduct(x, new double[] {0.1, 1, 0.0001}, System.out);
    minimum(System.out);
    Timing.print("Rosenbrock, n = 1000", QuickStartDerivatives.ROSENBROCK, new double[1000], System.out);
  }
}
