package dev.adjoint.tests.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;

/** What golden/optim/generate.py wrote. */
final class Golden {
  private Golden() {}

  static JsonNode read(String file) {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + file)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Tensor tensor(JsonNode values, int... shape) {
    return Tensor.of(doubles(values), Shape.of(shape));
  }

  static double[] doubles(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false).mapToDouble(JsonNode::asDouble).toArray();
  }

  static double number(JsonNode options, String name, double standard) {
    return options.has(name) ? options.get(name).asDouble() : standard;
  }

  static boolean flag(JsonNode options, String name) {
    return options.path(name).asBoolean();
  }

  /** All elements of all tensors. */
  static double[] flatten(List<Tensor> tensors) {
    return tensors.stream().flatMapToDouble(t -> java.util.Arrays.stream(t.toDoubles())).toArray();
  }

  /** Differences are measured against the greatest magnitude expected. */
  static void assertClose(double[] expected, double[] actual, double tolerance, String where) {
    assertEquals(expected.length, actual.length, where);
    double scale = java.util.Arrays.stream(expected).map(Math::abs).max().orElse(0);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], tolerance * scale, where + ", element " + i);
    }
  }
}
