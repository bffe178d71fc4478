package dev.adjoint.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;

/** The numbers of one of ADBench's files in order. */
final class Numbers {
  private final Iterator<String> words;

  /** Opens a resource of this package. */
  Numbers(String resource) {
    try (InputStream in = Numbers.class.getResourceAsStream(resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      words = List.of(text.strip().split("\\s+")).iterator();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int integer() {
    return Integer.parseInt(words.next());
  }

  double number() {
    return Double.parseDouble(words.next());
  }

  double[] row(int length) {
    double[] row = new double[length];
    for (int i = 0; i < length; i++) {
      row[i] = number();
    }
    return row;
  }

  double[][] rows(int count, int length) {
    double[][] rows = new double[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = row(length);
    }
    return rows;
  }
}
