package dev.adjoint.examples;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;
import dev.adjoint.runtime.ScalarFunction;
import java.io.PrintStream;
import java.util.Arrays;

/**
 * Logistic regression on the Wisconsin breast cancer data (Bishop, <i>Pattern Recognition and Machine Learning</i>,
 * 4.3.2).
 */
public final class BreastCancer {
  private static final double PENALTY = 0.01;

  private BreastCancer() {}

  /** Mean cross-entropy plus a ridge term; the last weight is the intercept. */
  @Differentiable
  static double loss(double[] weights, @NonDifferentiable double[][] rows, @NonDifferentiable double[] labels) {
    double total = 0;
    for (int i = 0; i < rows.length; i++) {
      double z = dot(rows[i], weights);
      double softplus = z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z));
      total += softplus - labels[i] * z;
    }
    return total / rows.length + 0.5 * PENALTY * dot(weights, weights);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  /** What was fitted. */
  public record Fit(double[] weights, double loss, int iterations, double accuracy) {}

  /** The loss over the given data as a function of the weights alone. */
  static ScalarFunction objective(CancerData data) {
    return new ScalarFunction() {
      @Override
      public double value(double[] weights) {
        return loss(weights, data.rows(), data.labels());
      }

      @Override
      public double gradient(double[] weights, double[] gradient) {
        Arrays.fill(gradient, 0);
        return BreastCancerDerivatives.lossVjp(weights, data.rows(), data.labels(), 1, gradient);
      }
    };
  }

  /** Fits on four fifths of the rows and counts the right answers on the others. */
  public static Fit fit(PrintStream out) {
    CancerData[] data = CancerData.read();
    ScalarFunction objective = objective(data[0]);
    double[] start = new double[data[0].rows()[0].length];
    Minimizer.Minimum end = Minimizer.minimize(objective, start, 1e-9, (iteration, loss) -> {});
    int right = 0;
    for (int i = 0; i < data[1].labels().length; i++) {
      right += (dot(data[1].rows()[i], end.point()) > 0) == (data[1].labels()[i] == 1) ? 1 : 0;
    }
    double accuracy = (double) right / data[1].labels().length;
    out.printf("regression: loss %.6f after %d iterations, held-out accuracy %.4f (%d of %d)%n",
        end.value(), end.iterations(), accuracy, right, data[1].labels().length);
    double[] rounded = Arrays.stream(end.point()).map(w -> Math.rint(1e4 * w) / 1e4).toArray();
    out.println("weights = " + Arrays.toString(rounded));
    Timing.print("regression", objective, end.point(), out);
    return new Fit(end.point(), end.value(), end.iterations(), accuracy);
  }

  /** Runs the fit. */
  public static void main(String[] args) {
    fit(System.out);
  }
}
