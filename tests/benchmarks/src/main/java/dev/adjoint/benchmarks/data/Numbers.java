package dev.adjoint.benchmarks.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The numbers of a text resource in order, separated by white space. */
final class Numbers {
  private final String[] words;
  private int next;

  private Numbers(String[] words) {
    this.words = words;
  }

  /** Reads a resource of this package. */
  static Numbers of(String resource) {
    try (InputStream in = Numbers.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no such resource: " + resource);
      }
      return new Numbers(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip().split("\\s+"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int integer() {
    return Integer.parseInt(words[next++]);
  }

  double number() {
    return Double.parseDouble(words[next++]);
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
