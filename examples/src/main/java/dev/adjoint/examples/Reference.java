package dev.adjoint.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;

/** Reference values of ADBench's problems, computed by PyTorch's autograd in double precision. */
final class Reference {
  private static final JsonNode ROOT = read();

  private Reference() {}

  private static JsonNode read() {
    try (InputStream in = Reference.class.getResourceAsStream("reference.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The largest deviation of an entry, relative to the largest entry of the reference.
   *
   * @param path of the scalar, vector or matrix in the reference, names joined with slashes
   * @param rows the rows to compare with it
   */
  static double deviation(String path, double[]... rows) {
    double[] expected = numbers(ROOT.at(path)).toArray();
    double[] actual = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    if (expected.length != actual.length) {
      throw new IllegalArgumentException(path + " has " + expected.length + " numbers, not " + actual.length);
    }
    double largest = 0, deviation = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      deviation = Math.max(deviation, Math.abs(expected[i] - actual[i]));
    }
    return deviation / largest;
  }

  private static DoubleStream numbers(JsonNode node) {
    return node.isNumber()
        ? DoubleStream.of(node.doubleValue())
        : StreamSupport.stream(node.spliterator(), false).flatMapToDouble(Reference::numbers);
  }
}
