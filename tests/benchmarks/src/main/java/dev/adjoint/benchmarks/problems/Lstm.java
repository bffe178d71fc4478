package dev.adjoint.benchmarks.problems;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;

/**
 * The loss of a small LSTM that predicts the next character, Microsoft ADBench's fourth objective.
 *
 * <p>S. Hochreiter, J. Schmidhuber, <i>Long Short-Term Memory</i>, Neural Computation 9 (1997); here every product is
 * elementwise, as in ADBench.
 */
public final class Lstm {
  private Lstm() {}

  /**
   * The mean cross-entropy over the sequence.
   *
   * @param main two rows per layer, weights and biases; each is forget, ingate, outgate, change, of b numbers
   * @param extra input weight, output weight, output bias, of b numbers
   * @param state two rows per layer, hidden and cell before the first character; not changed
   * @param sequence c characters of b bits
   */
  @Differentiable
  public static double loss(
      double[][] main,
      double[][] extra,
      @NonDifferentiable double[][] state,
      @NonDifferentiable double[][] sequence) {
    int bits = extra[0].length, layers = main.length / 2;
    double[][] hidden = new double[layers][], cell = new double[layers][];
    for (int l = 0; l < layers; l++) {
      hidden[l] = state[2 * l].clone();
      cell[l] = state[2 * l + 1].clone();
    }
    double[] x = new double[bits];
    double total = 0;
    for (int t = 0; t + 1 < sequence.length; t++) {
      double[] input = sequence[t], target = sequence[t + 1];
      for (int j = 0; j < bits; j++) {
        x[j] = input[j] * extra[0][j];
      }
      for (int l = 0; l < layers; l++) {
        step(main[2 * l], main[2 * l + 1], hidden[l], cell[l], x);
      }
      double sum = 2;
      for (int j = 0; j < bits; j++) {
        x[j] = x[j] * extra[1][j] + extra[2][j];
        sum += Math.exp(x[j]);
      }
      double logSum = Math.log(sum);
      for (int j = 0; j < bits; j++) {
        total += target[j] * (x[j] - logSum);
      }
    }
    return -total / ((sequence.length - 1) * bits);
  }

  /** One layer at one character: replaces the hidden and cell state, and the input by the output. */
  static void step(double[] weights, double[] biases, double[] hidden, double[] cell, double[] x) {
    int bits = x.length;
    for (int j = 0; j < bits; j++) {
      double forget = sigmoid(x[j] * weights[j] + biases[j]);
      double ingate = sigmoid(hidden[j] * weights[bits + j] + biases[bits + j]);
      double outgate = sigmoid(x[j] * weights[2 * bits + j] + biases[2 * bits + j]);
      double change = Math.tanh(hidden[j] * weights[3 * bits + j] + biases[3 * bits + j]);
      cell[j] = cell[j] * forget + ingate * change;
      hidden[j] = outgate * Math.tanh(cell[j]);
      x[j] = hidden[j];
    }
  }

  static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }
}
