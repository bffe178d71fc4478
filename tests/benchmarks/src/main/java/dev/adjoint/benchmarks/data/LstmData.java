package dev.adjoint.benchmarks.data;

import java.util.Arrays;

/**
 * ADBench's LSTM input.
 *
 * @param main two rows per layer
 * @param extra three rows
 * @param state two rows per layer
 * @param sequence c rows of b bits
 */
public record LstmData(double[][] main, double[][] extra, double[][] state, double[][] sequence) {

  /** Reads the file of two layers and 1,024 characters, and keeps the first {@code characters}. */
  public static LstmData read(int characters) {
    Numbers in = Numbers.of("lstm_l2_c1024.txt");
    int l = in.integer(), c = in.integer(), b = in.integer();
    double[][] main = in.rows(2 * l, 4 * b), extra = in.rows(3, b), state = in.rows(2 * l, b);
    return new LstmData(main, extra, state, Arrays.copyOf(in.rows(c, b), characters));
  }
}
