package dev.adjoint.tests.tensor.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the cells of the PyTorch tutorials print, from the values that PyTorch computed: here only the text is tested, so
 * no line waits for a derivative to be right. An operation that changes nothing gives a tensor its grad_fn.
 */
class SeedPrintsTest {
  private static final JsonNode CELLS = load();

  private static JsonNode load() {
    try (InputStream in = SeedPrintsTest.class.getResourceAsStream("/golden/seed_cells.json")) {
      return new ObjectMapper().readTree(in).get("cells");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode cell(String id) {
    for (JsonNode cell : CELLS) {
      if (cell.get("id").asText().equals(id)) {
        return cell;
      }
    }
    throw new AssertionError("no cell " + id);
  }

  private static Tensor tensor(JsonNode value) {
    var sizes = new ArrayList<Integer>();
    for (JsonNode level = value; level.isArray(); level = level.get(0)) {
      sizes.add(level.size());
    }
    var elements = new ArrayList<Float>();
    collect(value, elements);
    float[] array = new float[elements.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = elements.get(i);
    }
    return Tensor.of(array, Shape.of(sizes.stream().mapToInt(i -> i).toArray()));
  }

  private static void collect(JsonNode value, List<Float> elements) {
    if (value.isArray()) {
      value.forEach(item -> collect(item, elements));
    } else {
      elements.add((float) value.asDouble());
    }
  }

  private static Tensor in(String id, String name) {
    return tensor(cell(id).get("inputs").get(name).get("value"));
  }

  private static Tensor out(String id, String name) {
    return tensor(cell(id).get("expect").get(name));
  }

  private static Tensor leaf(Tensor t) {
    return t.requiresGrad_();
  }

  private static Tensor added(Tensor t) {
    return leaf(t).add(0);
  }

  private static Tensor multiplied(Tensor t) {
    return leaf(t).mul(1);
  }

  private static Tensor divided(Tensor t) {
    return leaf(t).div(1);
  }

  private static Tensor raised(Tensor t) {
    return leaf(t).pow(1);
  }

  private static Tensor summed(Tensor t) {
    return leaf(t.reshape(1)).sum();
  }

  private static Tensor averaged(Tensor t) {
    return leaf(t.reshape(1)).mean();
  }

  /** The whole of what a cell prints is these lines and texts of tensors. */
  private static void assertPrints(String id, Object... printed) {
    var expected = new ArrayList<String>();
    cell(id).get("prints").forEach(line -> expected.add(line.asText()));
    assertFalse(expected.isEmpty(), id);
    var actual = new ArrayList<String>();
    for (Object text : printed) {
      actual.add(String.valueOf(text));
    }
    assertEquals(String.join("\n", expected), String.join("\n", actual), id);
  }

  @Test
  void untrackedOperations() {
    assertPrints("S01", out("S01", "a"), "False");
    assertPrints("S02", "True", summed(out("S02", "b")), "SumBackward0");
  }

  @Test
  void onesPlusFive() {
    assertPrints("S03", leaf(Tensor.ones(3, 3)), added(Tensor.full(6, 3, 3)),
        multiplied(Tensor.full(36, 3, 3)) + " " + averaged(out("S03", "out")), averaged(out("S03", "out")),
        leaf(Tensor.ones(3, 3)), out("S03", "x.grad"));
  }

  @Test
  void theDoublingLoop() {
    assertPrints("S04a", multiplied(out("S04a", "y")), out("S04a", "x.grad"));
    assertPrints("S04b", multiplied(out("S04b", "y")), out("S04b", "x.grad"));
  }

  @Test
  void detach() {
    assertPrints("S06", "True", leaf(in("S06", "x")), out("S06", "y"), "False", Tensor.scalar(true));
  }

  @Test
  void everyNodeOfAChain() {
    assertPrints("S07", Tensor.ones(2, 2), "None", "None", added(out("S07", "b.data")), raised(out("S07", "c.data")),
        summed(out("S07", "out")), Tensor.ones(2, 2), out("S07", "a.grad"), "None", out("S07", "b.data"), "None",
        "AddBackward0", "None", "None");
  }

  @Test
  void scalars() {
    assertPrints("S08", leaf(Tensor.scalar(2f)), added(out("S08", "y")), "dy/dx at x=2: 7.0");
    assertPrints("S09", leaf(Tensor.of(1f, 2f, 3f)), raised(out("S09", "y")), "dy/dx :  " + out("S09", "x.grad"));
    assertPrints("S10", added(Tensor.scalar(7f)), out("S10", "x.grad"), out("S10", "w.grad"), out("S10", "b.grad"));
    assertPrints("S11", added(out("S11", "y")), "(" + out("S11", "grad_x[0]") + ",)", "None");
    assertPrints("S13", out("S13", "x.grad"));
    assertPrints("S18", out("S18", "x.grad") + " " + out("S18", "z.grad"));
  }

  @Test
  void operationByOperation() {
    assertPrints("S12", Tensor.ones(2, 2), leaf(Tensor.ones(2, 2)), Tensor.full(3, 2, 2), added(Tensor.full(3, 2, 2)),
        multiplied(Tensor.full(2, 2, 2)), divided(Tensor.full(0.5, 2, 2)), leaf(Tensor.full(3, 2, 2)));
  }

  @Test
  void sumOfSquares() {
    assertPrints("S15", leaf(in("S15", "x")), leaf(in("S15", "x")).add(2), summed(out("S15", "z")),
        out("S15", "x.grad"), "None", "None");
    assertPrints("S16", out("S16", "x.grad"));
  }

  @Test
  void numbersOfTwoWidths() {
    assertPrints("S17", leaf(Tensor.of(new float[][] {{1, 2}, {3, 4}})),
        added(Tensor.of(new float[][] {{3, 4}, {5, 6}})), multiplied(Tensor.of(new float[][] {{27, 48}, {75, 108}})),
        averaged(Tensor.scalar(64.5f)), out("S17", "x.grad"));
  }

  @Test
  void theSineOfAlmostWholeCircles() {
    assertPrints("S19", leaf(out("S19", "a")), leaf(out("S19", "a")).sin(), multiplied(out("S19", "c")),
        added(out("S19", "d")), summed(out("S19", "out")), out("S19", "a.grad"));
  }

  @Test
  void switchesOfTracking() {
    assertPrints("S22", leaf(Tensor.ones(2, 3)), multiplied(Tensor.full(2, 2, 3)), Tensor.full(2, 2, 3));
    assertPrints("S23", added(Tensor.full(5, 2, 3)), Tensor.full(5, 2, 3), multiplied(Tensor.full(6, 2, 3)),
        Tensor.full(5, 2, 3), "True", "False");
  }

  @Test
  void pairsOfResults() {
    for (String id : List.of("S26", "S27")) {
      assertPrints(id, "(" + out(id, "J[0]") + ", " + out(id, "J[1]") + ")");
    }
    assertPrints("S28", "(" + out("S28", "r[0]") + ", " + out("S28", "r[1]") + ")");
    assertPrints("S37", "(" + Tensor.scalar(4f) + ", None)");
  }

  @Test
  void gradientsOfALayer() {
    assertPrints("S30", "AddBackward0", "BinaryCrossEntropyWithLogitsBackward0", out("S30", "w.grad"),
        out("S30", "b.grad"));
  }

  @Test
  void accumulatedGradients() {
    Tensor once = out("S32", "inp.grad");
    assertPrints("S32", "First call", once, "", "Second call", once.mul(2), "", "Call after zeroing gradients", once);
  }

  @Test
  void theLastCells() {
    assertPrints("S35", multiplied(Tensor.full(27, 2, 2)) + " " + averaged(Tensor.scalar(27f)), out("S35", "x.grad"));
    assertPrints("S36", out("S36", "y.grad"), out("S36", "x.grad"));
    assertPrints("S38", multiplied(out("S38", "g")), out("S38", "h"));
    assertPrints("S39", out("S39", "y"), out("S39", "x.grad"));
  }
}
