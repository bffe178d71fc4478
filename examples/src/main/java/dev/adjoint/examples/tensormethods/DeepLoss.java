package dev.adjoint.examples.tensormethods;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;
import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.PrintStream;
import java.util.Arrays;

/** A network of any depth as one method of an array of weights: the gradient is an array like it. */
public final class DeepLoss {
  private static final int POINTS = 64, STEPS = 2000;
  private static final int[] WIDTHS = {1, 16, 16, 1};
  private static final double RATE = 0.05;

  private DeepLoss() {}

  /**
   * The mean squared difference between a network and what it should be.
   *
   * @param x [points, inputs]
   * @param y [points, outputs]
   * @param weights for each layer its matrix [inputs, outputs] and its bias [outputs]
   * @return a scalar
   */
  @Differentiable
  public static Tensor loss(@NonDifferentiable Tensor x, @NonDifferentiable Tensor y, Tensor[] weights) {
    Tensor h = x;
    for (int i = 0; i < weights.length; i += 2) {
      h = h.matmul(weights[i]).add(weights[i + 1]);
      if (i + 2 < weights.length) {
        h = h.tanh();
      }
    }
    return h.sub(y).square().mean();
  }

  /** Weights to begin with. */
  static Tensor[] begin(Generator generator) {
    var weights = new Tensor[2 * (WIDTHS.length - 1)];
    for (int i = 0; i + 1 < WIDTHS.length; i++) {
      weights[2 * i] = Tensor.randn(generator, WIDTHS[i], WIDTHS[i + 1]).to(DType.FLOAT64).div(Math.sqrt(WIDTHS[i]));
      weights[2 * i + 1] = Tensor.zeros(DType.FLOAT64, WIDTHS[i + 1]);
    }
    return weights;
  }

  /** Fits a sine by gradient descent, prints the loss as it falls, and returns the last one. */
  public static double train(PrintStream out) {
    Tensor x = Tensor.linspace(-3, 3, POINTS).to(DType.FLOAT64).reshape(-1, 1);
    Tensor y = x.sin();
    Tensor[] weights = begin(new Generator(3));
    double last = 0;
    for (int step = 0; step <= STEPS; step++) {
      var g = DeepLossDerivatives.lossGradient(x, y, weights);
      last = g.value().item();
      if (step % 500 == 0) {
        out.printf("step %4d: loss %.6f%n", step, last);
      }
      Arrays.setAll(weights, i -> weights[i].sub(g.weights()[i].mul(RATE)));
    }
    return last;
  }

  /** Trains. */
  public static void main(String[] args) {
    train(System.out);
  }
}
