package dev.adjoint.tests.tensor.text;

import static dev.adjoint.tests.tensor.text.Printing.printed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.PrintOptions;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Random tensors and options print as PyTorch printed them; golden/tensor-text/generate.py says what a record holds. */
class RandomTensorsTest {
  @Test
  void randomTensorsPrintAsPyTorchPrintsThem() throws IOException {
    JsonNode records;
    try (InputStream in = RandomTensorsTest.class.getResourceAsStream("/golden/tensor-text/random.json")) {
      records = new ObjectMapper().readTree(in);
    }
    assertTrue(records.size() >= 250, "records: " + records.size());
    for (int i = 0; i < records.size(); i++) {
      JsonNode record = records.get(i);
      assertEquals(record.get("text").asText(), printed(tensor(record), options(record.get("options"))), "record " + i);
    }
  }

  private static Tensor tensor(JsonNode record) {
    JsonNode sizes = record.get("shape");
    int[] shape = new int[sizes.size()];
    for (int d = 0; d < shape.length; d++) {
      shape[d] = sizes.get(d).asInt();
    }
    DType dtype = DType.valueOf(record.get("dtype").asText().toUpperCase(Locale.ROOT));
    Tensor tensor = Tensor.of(elements(dtype, record.get("elements")), Shape.of(shape));
    if (record.get("transposed").asBoolean()) {
      tensor = tensor.transpose(0, 1);
    }
    return record.get("requires_grad").asBoolean() ? tensor.requiresGrad_() : tensor;
  }

  private static Object elements(DType dtype, JsonNode values) {
    int n = values.size();
    return switch (dtype) {
      case FLOAT32 -> {
        float[] array = new float[n];
        for (int i = 0; i < n; i++) {
          array[i] = (float) fromBits(values.get(i));
        }
        yield array;
      }
      case FLOAT64 -> {
        double[] array = new double[n];
        for (int i = 0; i < n; i++) {
          array[i] = fromBits(values.get(i));
        }
        yield array;
      }
      case INT64 -> {
        long[] array = new long[n];
        for (int i = 0; i < n; i++) {
          array[i] = values.get(i).asLong();
        }
        yield array;
      }
      case BOOL -> {
        boolean[] array = new boolean[n];
        for (int i = 0; i < n; i++) {
          array[i] = values.get(i).asInt() != 0;
        }
        yield array;
      }
    };
  }

  private static double fromBits(JsonNode hexadecimal) {
    return Double.longBitsToDouble(Long.parseUnsignedLong(hexadecimal.asText(), 16));
  }

  private static PrintOptions options(JsonNode o) {
    return new PrintOptions(o.get(0).asInt(), o.get(1).asInt(), o.get(2).asInt(), o.get(3).asInt(),
        o.get(4).isNull() ? null : o.get(4).asBoolean());
  }
}
