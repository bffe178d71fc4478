package dev.adjoint.examples;

import dev.adjoint.annotations.Differentiable;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;

/**
 * Newton's method on a record, over a list of records: the loss of {@link BreastCancer}, whose Hessian has its rows and columns in the order
 * in which the model is flattened.
 */
public final class NewtonFit {
  private static final double PENALTY = 0.01;

  private NewtonFit() {}

  /** One tumour: thirty standardised features; 1 where it is benign, 0 where it is malignant. */
  public record Sample(double[] features, double benign) {}

  /** The log odds of being benign are the intercept and the weighted features. */
  public record Model(double[] weights, double intercept) {
    double logOdds(Sample sample) {
      double z = intercept;
      for (int j = 0; j < weights.length; j++) {
        z += weights[j] * sample.features[j];
      }
      return z;
    }

    double square() {
      double sum = intercept * intercept;
      for (double w : weights) {
        sum += w * w;
      }
      return sum;
    }
  }

  /** Mean cross-entropy plus a ridge term. */
  @Differentiable(order = 2, wrt = "model")
  static double loss(Model model, List<Sample> samples) {
    double total = 0;
    for (Sample s : samples) {
      double z = model.logOdds(s);
      double softplus = z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z));
      total += softplus - s.benign * z;
    }
    return total / samples.size() + 0.5 * PENALTY * model.square();
  }

  /** Solves for the step that makes the gradient zero, until there is none left. */
  public static Model fit(PrintStream out) {
    List<Sample> samples = samples(CancerData.read()[0]);
    Model model = new Model(new double[samples.getFirst().features.length], 0);
    for (int iteration = 0; ; iteration++) {
      var at = NewtonFitDerivatives.lossGradient(model, samples);
      double slope = Math.sqrt(at.model().dot(at.model()));
      out.printf("iteration %d: loss %.6f, slope %.1e%n", iteration, at.value(), slope);
      if (slope < 1e-10) {
        return model;
      }
      var hessian = new CholeskyDecomposition(MatrixUtils.createRealMatrix(NewtonFitDerivatives.lossHessian(model, samples)));
      double[] step = hessian.getSolver().solve(MatrixUtils.createRealVector(at.model().flatten())).toArray();
      model = NewtonFit_ModelAdjoint.of(model).plus(at.model().unflatten(step, 0).scale(-1)).in(model);
    }
  }

  private static List<Sample> samples(CancerData data) {
    return IntStream.range(0, data.rows().length)
        .mapToObj(i -> new Sample(Arrays.copyOf(data.rows()[i], data.rows()[i].length - 1), data.labels()[i])).toList();
  }

  /** Runs the fit. */
  public static void main(String[] args) {
    fit(System.out);
  }
}
