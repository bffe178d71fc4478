package dev.adjoint.benchmarks.peers;

import java.util.Arrays;
import org.hipparchus.CalculusFieldElement;

/** The LSTM's loss over any field; see the problem of that name for the formula. */
public final class FieldLstm {
  private FieldLstm() {}

  /** The mean cross-entropy over the sequence. */
  public static <T extends CalculusFieldElement<T>> T loss(
      T[][] main, T[][] extra, double[][] state, double[][] sequence) {
    int bits = extra[0].length, layers = main.length / 2;
    T zero = extra[0][0].newInstance(0);
    T[][] hidden = Arrays.copyOf(main, layers), cell = Arrays.copyOf(main, layers);
    for (int l = 0; l < layers; l++) {
      hidden[l] = extra[0].clone();
      cell[l] = extra[0].clone();
      for (int j = 0; j < bits; j++) {
        hidden[l][j] = zero.add(state[2 * l][j]);
        cell[l][j] = zero.add(state[2 * l + 1][j]);
      }
    }
    T[] x = extra[0].clone();
    T total = zero;
    for (int t = 0; t + 1 < sequence.length; t++) {
      for (int j = 0; j < bits; j++) {
        x[j] = extra[0][j].multiply(sequence[t][j]);
      }
      for (int l = 0; l < layers; l++) {
        step(main[2 * l], main[2 * l + 1], hidden[l], cell[l], x);
      }
      T sum = zero.add(2);
      for (int j = 0; j < bits; j++) {
        x[j] = x[j].multiply(extra[1][j]).add(extra[2][j]);
        sum = sum.add(x[j].exp());
      }
      T logSum = sum.log();
      for (int j = 0; j < bits; j++) {
        total = total.add(x[j].subtract(logSum).multiply(sequence[t + 1][j]));
      }
    }
    return total.divide(-(sequence.length - 1.0) * bits);
  }

  private static <T extends CalculusFieldElement<T>> void step(T[] w, T[] b, T[] hidden, T[] cell, T[] x) {
    int bits = x.length;
    for (int j = 0; j < bits; j++) {
      T forget = sigmoid(x[j].multiply(w[j]).add(b[j]));
      T ingate = sigmoid(hidden[j].multiply(w[bits + j]).add(b[bits + j]));
      T outgate = sigmoid(x[j].multiply(w[2 * bits + j]).add(b[2 * bits + j]));
      T change = hidden[j].multiply(w[3 * bits + j]).add(b[3 * bits + j]).tanh();
      cell[j] = cell[j].multiply(forget).add(ingate.multiply(change));
      hidden[j] = outgate.multiply(cell[j].tanh());
      x[j] = hidden[j];
    }
  }

  private static <T extends CalculusFieldElement<T>> T sigmoid(T z) {
    return z.negate().exp().add(1).reciprocal();
  }
}
