package dev.adjoint.examples.tensormethods;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The tutorial's small model as one method: its generated gradient trains it, without a graph and without an optimizer. */
public final class TinyLoss {
  private static final int BATCH = 16, INPUTS = 1000, HIDDEN = 100, OUTPUTS = 10, EPOCHS = 60;
  private static final double RATE = 0.001;

  private TinyLoss() {}

  /**
   * The sum of squared differences between {@code relu(x w1^T + b1) w2^T + b2} and what it should be.
   *
   * @param x [batch, inputs]
   * @param w1 [hidden, inputs]
   * @param w2 [outputs, hidden]
   * @param ideal [batch, outputs]
   * @return a scalar
   */
  @Differentiable
  public static Tensor loss(@NonDifferentiable Tensor x, Tensor w1, Tensor b1, Tensor w2, Tensor b2,
      @NonDifferentiable Tensor ideal) {
    Tensor hidden = x.linear(w1, b1).relu();
    return ideal.sub(hidden.linear(w2, b2)).square().sum();
  }

  private static Tensor uniform(Generator generator, int inputs, int... shape) {
    double bound = 1 / Math.sqrt(inputs);
    return Tensor.rand(generator, shape).mul(2 * bound).sub(bound);
  }

  /** Trains, prints the loss as it falls, and returns it before each epoch. */
  public static List<Double> train(PrintStream out) {
    var generator = new Generator(1);
    Tensor w1 = uniform(generator, INPUTS, HIDDEN, INPUTS), b1 = uniform(generator, INPUTS, HIDDEN);
    Tensor w2 = uniform(generator, HIDDEN, OUTPUTS, HIDDEN), b2 = uniform(generator, HIDDEN, OUTPUTS);
    Tensor x = Tensor.randn(generator, BATCH, INPUTS), ideal = Tensor.randn(generator, BATCH, OUTPUTS);
    var losses = new ArrayList<Double>();
    for (int epoch = 0; epoch <= EPOCHS; epoch++) {
      var g = TinyLossDerivatives.lossGradient(x, w1, b1, w2, b2, ideal);
      losses.add(g.value().item());
      if (epoch % 10 == 0) {
        out.printf("epoch %3d: loss %.6f%n", epoch, losses.getLast());
      }
      w1.addScaled_(-RATE, g.w1());
      b1.addScaled_(-RATE, g.b1());
      w2.addScaled_(-RATE, g.w2());
      b2.addScaled_(-RATE, g.b2());
    }
    return losses;
  }

  /** Trains. */
  public static void main(String[] args) {
    train(System.out);
  }
}
