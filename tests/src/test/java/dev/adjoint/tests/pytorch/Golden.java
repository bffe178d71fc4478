package dev.adjoint.tests.pytorch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The files of golden/pytorch, and tensors as they write them. */
final class Golden {
  private Golden() {}

  /** The cases of a file, in its order. */
  static List<JsonNode> cases(String file) {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/pytorch/" + file + ".json")) {
      return new ObjectMapper().readTree(in).get("cases").valueStream().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  static DType type(String name) {
    return switch (name) {
      case "f32" -> DType.FLOAT32;
      case "f64" -> DType.FLOAT64;
      case "i64" -> DType.INT64;
      case "bool" -> DType.BOOL;
      default -> throw new IllegalArgumentException(name);
    };
  }

  static int[] ints(JsonNode list) {
    return list.valueStream().mapToInt(JsonNode::intValue).toArray();
  }

  static double number(JsonNode value) {
    return !value.isTextual() ? value.doubleValue() : switch (value.textValue()) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(value.textValue());
    };
  }

  static Tensor tensor(DType type, Shape shape, JsonNode values) {
    Tensor numbers = type == DType.INT64
        ? Tensor.of(values.valueStream().mapToLong(JsonNode::longValue).toArray(), shape)
        : Tensor.of(values.valueStream().mapToDouble(Golden::number).toArray(), shape);
    return numbers.to(type);
  }

  /** An operand in the layout that its case names. */
  static Tensor operand(JsonNode operand) {
    DType type = type(operand.get("d").textValue());
    int[] sizes = ints(operand.get("s"));
    JsonNode values = operand.get("v");
    int rank = sizes.length;
    int[] stored = sizes.clone();
    Tensor x = switch (operand.path("l").asText("c")) {
      case "c" -> tensor(type, Shape.of(stored), values);
      case "t" -> {
        int[] backwards = IntStream.range(0, rank).map(d -> rank - 1 - d).toArray();
        yield tensor(type, Shape.of(IntStream.of(backwards).map(d -> sizes[d]).toArray()), values).permute(backwards);
      }
      case "s" -> {
        stored[rank - 1] *= 2;
        yield tensor(type, Shape.of(stored), values).slice(-1, 0, stored[rank - 1], 2);
      }
      case "e" -> {
        stored[0] = 1;
        yield tensor(type, Shape.of(stored), values).expand(sizes);
      }
      default -> throw new IllegalArgumentException(operand.toString());
    };
    return operand.has("g") ? x.requiresGrad_() : x;
  }

  /** The vector that weighs a gradient for the second derivative. */
  static Tensor weights(Tensor like) {
    double[] values = IntStream.range(0, like.numel()).mapToDouble(k -> ((7 * k + 3) % 11 - 5) / 4.0).toArray();
    return Tensor.of(values, like.shape()).to(like.dtype());
  }

  static Stream<String> files() {
    return Stream.of("elementwise", "arithmetic", "types", "reductions", "shapes", "products", "indices", "losses",
        "networks", "kinks");
  }
}
