package dev.adjoint.tests.pytorch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.runtime.nn.Fan;
import dev.adjoint.runtime.nn.Init;
import dev.adjoint.runtime.nn.Nonlinearity;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Initialisations draw from the distributions that PyTorch's draw from. */
class PyTorchInitTest {
  static Stream<JsonNode> initialisations() {
    return Golden.cases("init").stream();
  }

  @ParameterizedTest
  @MethodSource("initialisations")
  void distributionIsThatOfPyTorch(JsonNode line) {
    int[] shape = Golden.ints(line.get("shape"));
    Tensor here = drawn(line, Tensor.zeros(shape), new Generator(3));
    JsonNode asked = line.get("asked");
    double first = asked.get(1).doubleValue();
    double second = asked.get(2).doubleValue();
    Tensor there = switch (asked.get(0).textValue()) {
      case "uniform" -> Init.uniform_(Tensor.zeros(shape), first, second, new Generator(3));
      case "normal" -> Init.normal_(Tensor.zeros(shape), first, second, new Generator(3));
      default -> throw new IllegalArgumentException(line.toString());
    };
    assertTrue(here.allClose(there, 1e-6, 1e-6 * second), () -> here + " is not " + there);
  }

  private static Tensor drawn(JsonNode line, Tensor weight, Generator generator) {
    double gain = line.path("gain").doubleValue();
    double a = line.path("a").doubleValue();
    Fan fan = line.path("fan").asText("").equals("fan_out") ? Fan.OUT : Fan.IN;
    Nonlinearity nonlinearity =
        Nonlinearity.valueOf(line.path("nonlinearity").asText("linear").toUpperCase(Locale.ROOT));
    return switch (line.get("init").textValue()) {
      case "xavierUniform" -> Init.xavierUniform_(weight, gain, generator);
      case "xavierNormal" -> Init.xavierNormal_(weight, gain, generator);
      case "kaimingUniform" -> Init.kaimingUniform_(weight, a, fan, nonlinearity, generator);
      case "kaimingNormal" -> Init.kaimingNormal_(weight, a, fan, nonlinearity, generator);
      default -> throw new IllegalArgumentException(line.toString());
    };
  }
}
