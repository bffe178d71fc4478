package dev.adjoint.benchmarks.problems;

import java.util.Arrays;

/**
 * The adjoint of {@link Lstm} by hand: gates, states and outputs of every character are kept, so that the way back
 * needs no transcendental function. The storage is reused while the shape stays; an instance serves one thread.
 */
public final class LstmAdjoint {
  private static final int FORGET = 0, INGATE = 1, OUTGATE = 2, CHANGE = 3, CELL = 4, TANH = 5, HIDDEN = 6, KEPT = 7;

  private int steps, bits, layers;
  /**
   * Of each character and layer, before it: the seven quantities above, of which CELL and HIDDEN are those it found.
   */
  private double[][] kept = {};
  private double[][] outputs = {}, inputs = {};
  private double[] outputSums = {};
  private double[][] hidden = {}, cell = {};

  /** Adds {@code seed} times the gradient to the two buffers, shaped as the parameters are, and returns the loss. */
  public double lossVjp(
      double[][] main, double[][] extra, double[][] state, double[][] sequence,
      double seed, double[][] mainAdjoint, double[][] extraAdjoint) {
    allocate(sequence.length - 1, extra[0].length, main.length / 2);
    double total = forward(main, extra, state, sequence);
    double scale = -1.0 / (steps * bits);
    reverse(main, extra, sequence, seed * scale, mainAdjoint, extraAdjoint);
    return -total / (steps * bits);
  }

  private void allocate(int steps, int bits, int layers) {
    if (this.steps == steps && this.bits == bits && this.layers == layers) {
      return;
    }
    this.steps = steps;
    this.bits = bits;
    this.layers = layers;
    kept = new double[steps * layers][KEPT * bits];
    inputs = new double[steps * layers][bits];
    outputs = new double[steps][2 * bits];
    outputSums = new double[steps];
    hidden = new double[layers][bits];
    cell = new double[layers][bits];
  }

  private double forward(double[][] main, double[][] extra, double[][] state, double[][] sequence) {
    for (int l = 0; l < layers; l++) {
      System.arraycopy(state[2 * l], 0, hidden[l], 0, bits);
      System.arraycopy(state[2 * l + 1], 0, cell[l], 0, bits);
    }
    double total = 0;
    for (int t = 0; t < steps; t++) {
      double[] input = sequence[t], target = sequence[t + 1], x = inputs[t * layers], output = outputs[t];
      double[] inWeight = extra[0], outWeight = extra[1], outBias = extra[2];
      for (int j = 0; j < bits; j++) {
        x[j] = input[j] * inWeight[j];
      }
      for (int l = 0; l < layers; l++) {
        step(main[2 * l], main[2 * l + 1], hidden[l], cell[l], inputs[t * layers + l], kept[t * layers + l]);
        if (l + 1 < layers) {
          System.arraycopy(hidden[l], 0, inputs[t * layers + l + 1], 0, bits);
        }
      }
      double[] last = hidden[layers - 1];
      double sum = 2;
      for (int j = 0; j < bits; j++) {
        double y = last[j] * outWeight[j] + outBias[j];
        double e = Math.exp(y);
        output[j] = e;
        output[bits + j] = last[j];
        sum += e;
        total += target[j] * y;
      }
      outputSums[t] = sum;
      double logSum = Math.log(sum), ones = 0;
      for (int j = 0; j < bits; j++) {
        ones += target[j];
      }
      total -= ones * logSum;
    }
    return total;
  }

  private static void step(
      double[] weights, double[] biases, double[] hidden, double[] cell, double[] x, double[] kept) {
    int bits = x.length;
    for (int j = 0; j < bits; j++) {
      double forget = 1 / (1 + Math.exp(-(x[j] * weights[j] + biases[j])));
      double ingate = 1 / (1 + Math.exp(-(hidden[j] * weights[bits + j] + biases[bits + j])));
      double outgate = 1 / (1 + Math.exp(-(x[j] * weights[2 * bits + j] + biases[2 * bits + j])));
      double change = Math.tanh(hidden[j] * weights[3 * bits + j] + biases[3 * bits + j]);
      double next = cell[j] * forget + ingate * change, tanh = Math.tanh(next);
      kept[FORGET * bits + j] = forget;
      kept[INGATE * bits + j] = ingate;
      kept[OUTGATE * bits + j] = outgate;
      kept[CHANGE * bits + j] = change;
      kept[CELL * bits + j] = cell[j];
      kept[TANH * bits + j] = tanh;
      kept[HIDDEN * bits + j] = hidden[j];
      cell[j] = next;
      hidden[j] = outgate * tanh;
    }
  }

  private void reverse(
      double[][] main, double[][] extra, double[][] sequence, double seed,
      double[][] mainAdjoint, double[][] extraAdjoint) {
    for (int l = 0; l < layers; l++) {
      Arrays.fill(hidden[l], 0);
      Arrays.fill(cell[l], 0);
    }
    double[] outWeight = extra[1];
    double[] inWeightAdjoint = extraAdjoint[0], outWeightAdjoint = extraAdjoint[1], outBiasAdjoint = extraAdjoint[2];
    for (int t = steps - 1; t >= 0; t--) {
      double[] target = sequence[t + 1], output = outputs[t], input = sequence[t];
      double ones = 0;
      for (int j = 0; j < bits; j++) {
        ones += target[j];
      }
      double scale = seed * ones / outputSums[t];
      double[] last = hidden[layers - 1];
      for (int j = 0; j < bits; j++) {
        double yAdjoint = seed * target[j] - scale * output[j];
        outWeightAdjoint[j] += yAdjoint * output[bits + j];
        outBiasAdjoint[j] += yAdjoint;
        last[j] += yAdjoint * outWeight[j];
      }
      for (int l = layers - 1; l >= 0; l--) {
        reverseStep(main[2 * l], hidden[l], cell[l], inputs[t * layers + l], kept[t * layers + l],
            mainAdjoint[2 * l], mainAdjoint[2 * l + 1]);
        if (l > 0) {
          double[] below = hidden[l - 1], x = inputs[t * layers + l];
          for (int j = 0; j < bits; j++) {
            below[j] += x[j];
          }
        }
      }
      double[] x = inputs[t * layers];
      for (int j = 0; j < bits; j++) {
        inWeightAdjoint[j] += x[j] * input[j];
      }
    }
  }

  /** One layer at one character back; leaves the input's adjoint in place of the input. */
  private static void reverseStep(
      double[] weights, double[] hiddenAdjoint, double[] cellAdjoint, double[] x, double[] kept,
      double[] weightsAdjoint, double[] biasesAdjoint) {
    int bits = x.length;
    for (int j = 0; j < bits; j++) {
      double forget = kept[FORGET * bits + j], ingate = kept[INGATE * bits + j];
      double outgate = kept[OUTGATE * bits + j], change = kept[CHANGE * bits + j];
      double tanh = kept[TANH * bits + j], hidden = kept[HIDDEN * bits + j];
      double c = cellAdjoint[j] + hiddenAdjoint[j] * outgate * (1 - tanh * tanh);
      double out = hiddenAdjoint[j] * tanh * outgate * (1 - outgate);
      double in = c * change * ingate * (1 - ingate);
      double ch = c * ingate * (1 - change * change);
      double f = c * kept[CELL * bits + j] * forget * (1 - forget);
      weightsAdjoint[j] += f * x[j];
      weightsAdjoint[bits + j] += in * hidden;
      weightsAdjoint[2 * bits + j] += out * x[j];
      weightsAdjoint[3 * bits + j] += ch * hidden;
      biasesAdjoint[j] += f;
      biasesAdjoint[bits + j] += in;
      biasesAdjoint[2 * bits + j] += out;
      biasesAdjoint[3 * bits + j] += ch;
      cellAdjoint[j] = c * forget;
      hiddenAdjoint[j] = in * weights[bits + j] + ch * weights[3 * bits + j];
      x[j] = f * weights[j] + out * weights[2 * bits + j];
    }
  }
}
