package dev.adjoint.tests.seedcells;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.autograd.Functional;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;

/**
 * One cell of {@code seed_cells.json} and what a program did for it. When the program ends, all of it must be as in PyTorch:
 * <ul>
 * <li>each expected number, to a relative error of 1e-6 (eight units in the last place of a float32) and, as sums may
 *     cancel, an absolute one of 1e-7 times the greatest magnitude in its tensor;
 * <li>the printed text, character for character;
 * <li>the number of warnings;
 * <li>the refusal: each sentence of PyTorch's message, with options and methods under their names here.
 * </ul>
 */
final class Cell {
  private static final double RELATIVE = 1e-6;
  private static final double OF_GREATEST = 1e-7;
  private static final JsonNode CELLS = read();
  /** Held here, as the log manager forgets loggers that nobody refers to. */
  private static final Logger LOGGER = Logger.getLogger("dev.adjoint.runtime.tensor");

  private final JsonNode json;
  private final StringBuilder printed = new StringBuilder();
  private final TreeSet<String> compared = new TreeSet<>();
  private final List<String> warnings = new ArrayList<>();
  private String refusal;
  private final Handler handler = new Handler() {
    @Override
    public void publish(LogRecord logged) {
      if (logged.getLevel() == Level.WARNING) {
        warnings.add(logged.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  };

  Cell(String id) {
    json = CELLS.valueStream().filter(cell -> cell.get("id").asText().equals(id)).findFirst().orElseThrow();
    LOGGER.addHandler(handler);
  }

  private static JsonNode read() {
    try (InputStream in = Cell.class.getResourceAsStream("/golden/seed_cells.json")) {
      return new ObjectMapper().readTree(in).get("cells");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> ids() {
    return CELLS.valueStream().map(cell -> cell.get("id").asText()).toList();
  }

  /** An input of the cell, float32. */
  Tensor input(String name) {
    JsonNode input = json.get("inputs").get(name);
    var sizes = new ArrayList<Integer>();
    for (JsonNode value = input.get("value"); value.isArray(); value = value.get(0)) {
      sizes.add(value.size());
    }
    List<Double> numbers = numbers(input.get("value")).toList();
    var elements = new float[numbers.size()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = numbers.get(i).floatValue();
    }
    Shape shape = Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
    return Tensor.of(elements, shape).requiresGrad_(input.get("requires_grad").asBoolean());
  }

  private static Stream<Double> numbers(JsonNode value) {
    return value.isArray() ? value.valueStream().flatMap(Cell::numbers) : Stream.of(value.asDouble());
  }

  /** Python's {@code print}. */
  void print(Object... values) {
    printed.append(Stream.of(values).map(Cell::text).collect(Collectors.joining(" "))).append('\n');
  }

  /** Prints {@code None}; {@code null} alone would be no array of values. */
  void print(Tensor value) {
    print(new Object[] {value});
  }

  /** Python's {@code str}. */
  static String text(Object value) {
    return switch (value) {
      case null -> "None";
      case Boolean truth -> truth ? "True" : "False";
      case List<?> tuple -> tuple.stream().map(Cell::text)
          .collect(Collectors.joining(", ", "(", tuple.size() == 1 ? ",)" : ")"));
      case Functional.Product(Tensor result, Tensor product) -> text(List.of(result, product));
      default -> value.toString();
    };
  }

  /** Compares a value, or a list of them, with the cell's expectation of this name. */
  void expect(String name, Object actual) {
    JsonNode expected = json.get("expect").get(name);
    assertNotNull(expected, name);
    compared.add(name);
    compare(name, expected, actual);
  }

  private static void compare(String name, JsonNode expected, Object actual) {
    if (actual instanceof List<?> list) {
      assertEquals(expected.size(), list.size(), name);
      IntStream.range(0, list.size()).forEach(i -> compare(name + "[" + i + "]", expected.get(i), list.get(i)));
      return;
    }
    double[] values = actual instanceof Tensor tensor ? tensor.toDoubles() : new double[] {(Double) actual};
    double[] wanted = numbers(expected).mapToDouble(Double::doubleValue).toArray();
    assertEquals(wanted.length, values.length, name);
    double greatest = 0;
    for (double number : wanted) {
      greatest = Math.max(greatest, Math.abs(number));
    }
    for (int i = 0; i < wanted.length; i++) {
      assertEquals(wanted[i], values[i], RELATIVE * Math.abs(wanted[i]) + OF_GREATEST * greatest, name + " at " + i);
    }
  }

  /** Runs the statement that the cell expects to be refused. */
  void refused(Executable statement) {
    refusal = assertThrows(IllegalStateException.class, statement).getMessage();
  }

  /** @param verify whether to compare, which has no sense after a failure */
  void close(boolean verify) {
    LOGGER.removeHandler(handler);
    if (!verify) {
      return;
    }
    var lines = json.get("prints").valueStream().map(JsonNode::asText).collect(Collectors.joining("\n"));
    assertEquals(lines, printed.toString().stripTrailing());
    assertEquals(new TreeSet<>(json.get("expect").propertyStream().map(e -> e.getKey()).toList()), compared,
        "expectations that were compared");
    assertEquals(json.get("warnings").size(), warnings.size(), () -> "warnings: " + warnings);
    for (String warning : warnings) {
      assertTrue(warning.contains("a Tensor that is not a leaf Tensor is being accessed."), warning);
    }
    JsonNode error = json.get("error");
    if (error.isNull()) {
      assertNull(refusal);
    } else {
      for (String sentence : translated(error.asText()).split("\\.( |$)")) {
        assertTrue(refusal.contains(sentence), () -> "\"" + sentence + "\" is not in \"" + refusal + "\"");
      }
    }
  }

  /** PyTorch's message with the names that things have here. */
  private static String translated(String message) {
    return message.replace("retain_graph=True", "GradOption.RETAIN_GRAPH")
        .replace("allow_unused=True", "GradOption.ALLOW_UNUSED")
        .replace(".backward()", "backward()")
        .replace("autograd.grad()", "Autograd.grad()")
        .replace("torch.autograd.set_detect_anomaly(True)", "AnomalyMode.detect()");
  }
}
