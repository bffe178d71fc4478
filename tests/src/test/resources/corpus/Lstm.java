package corpus;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;

/** One layer of an LSTM over a short sequence, state overwritten in place through slices of one array. */
final class Lstm {
  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static void cell(double[] w, double[] b, double[] state, int from, double[] input) {
    for (int i = 0; i < input.length; i++) {
      double h = state[from + i], c = state[from + input.length + i];
      int k = 4 * i;
      double forget = sigmoid(input[i] * w[k] + b[k]);
      double in = sigmoid(h * w[k + 1] + b[k + 1]);
      double out = sigmoid(input[i] * w[k + 2] + b[k + 2]);
      double change = Math.tanh(h * w[k + 3] + b[k + 3]);
      c = c * forget + in * change;
      state[from + input.length + i] = c;
      state[from + i] = out * Math.tanh(c);
      input[i] = state[from + i];
    }
  }

  @Differentiable
  static double loss(double[] w, double[] b, double[] state, @NonDifferentiable double[][] sequence) {
    double total = 0;
    int n = sequence[0].length;
    for (int t = 0; t + 1 < sequence.length; t++) {
      double[] input = sequence[t].clone();
      for (int layer = 0; layer < state.length / (2 * n); layer++) {
        cell(w, b, state, 2 * n * layer, input);
      }
      for (int i = 0; i < n; i++) {
        double d = input[i] - sequence[t + 1][i];
        total += d * d;
      }
    }
    return total;
  }

  static Object[][] inputs_loss() {
    return new Object[][] {
      {
        new double[] {0.5, -1, 0.3, 0.8, 1.1, 0.2, -0.6, 0.4}, new double[] {0.1, 0.2, 0.3, -0.1, -0.2, 0.5, 0.6, 0.7},
        new double[] {0.1, 0.2, 0.3, 0.4, -0.1, -0.2, 0.5, 0.6}, new double[][] {{1, 0.5}, {0.2, -0.4}, {0.3, 0.6}}
      }
    };
  }
}
