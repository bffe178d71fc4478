package dev.adjoint.tests.benchmarks;

import static dev.adjoint.benchmarks.tensor.TrainingStepBenchmark.BATCH;
import static dev.adjoint.benchmarks.tensor.TrainingStepBenchmark.FEATURES;
import static dev.adjoint.benchmarks.tensor.TrainingStepBenchmark.HIDDEN;
import static dev.adjoint.benchmarks.tensor.TrainingStepBenchmark.OUTPUTS;
import static dev.adjoint.benchmarks.tensor.TrainingStepBenchmark.RATE;

/** TinyModel's training step as loops over doubles, with the adjoints written by hand. */
final class TrainingLoops {
  private final double[] x, target, weight1, bias1, weight2, bias2;

  /** @param inputs x, target, then the parameters */
  TrainingLoops(float[][] inputs) {
    x = doubles(inputs[0]);
    target = doubles(inputs[1]);
    weight1 = doubles(inputs[2]);
    bias1 = doubles(inputs[3]);
    weight2 = doubles(inputs[4]);
    bias2 = doubles(inputs[5]);
  }

  static double[] doubles(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return result;
  }

  double[][] parameters() {
    return new double[][] {weight1, bias1, weight2, bias2};
  }

  /** {@code y = x weight' + bias}. */
  private static double[] linear(double[] x, int columns, double[] weight, double[] bias) {
    double[] y = new double[BATCH * bias.length];
    for (int i = 0; i < BATCH; i++) {
      for (int j = 0; j < bias.length; j++) {
        double sum = bias[j];
        for (int k = 0; k < columns; k++) {
          sum += x[i * columns + k] * weight[j * columns + k];
        }
        y[i * bias.length + j] = sum;
      }
    }
    return y;
  }

  /** Takes a step down along the parameters of a layer whose input was x and whose output has this adjoint. */
  private static void descend(double[] x, int columns, double[] adjoint, double[] weight, double[] bias) {
    for (int i = 0; i < BATCH; i++) {
      for (int j = 0; j < bias.length; j++) {
        double seed = RATE * adjoint[i * bias.length + j];
        bias[j] -= seed;
        for (int k = 0; k < columns; k++) {
          weight[j * columns + k] -= seed * x[i * columns + k];
        }
      }
    }
  }

  /** Trains one step; the loss before it. */
  double step() {
    double[] hidden = linear(x, FEATURES, weight1, bias1);
    double[] active = hidden.clone();
    for (int i = 0; i < active.length; i++) {
      active[i] = Math.max(0, active[i]);
    }
    double[] prediction = linear(active, HIDDEN, weight2, bias2);
    double loss = 0;
    double[] outputs = new double[prediction.length];
    for (int i = 0; i < outputs.length; i++) {
      double error = prediction[i] - target[i];
      loss += error * error;
      outputs[i] = 2 * error;
    }
    double[] inner = new double[hidden.length];
    for (int i = 0; i < BATCH; i++) {
      for (int j = 0; j < OUTPUTS; j++) {
        for (int k = 0; k < HIDDEN; k++) {
          inner[i * HIDDEN + k] += hidden[i * HIDDEN + k] > 0 ? outputs[i * OUTPUTS + j] * weight2[j * HIDDEN + k] : 0;
        }
      }
    }
    descend(active, HIDDEN, outputs, weight2, bias2);
    descend(x, FEATURES, inner, weight1, bias1);
    return loss;
  }
}
