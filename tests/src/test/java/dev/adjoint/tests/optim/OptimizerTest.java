package dev.adjoint.tests.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.runtime.optim.Adam;
import dev.adjoint.runtime.optim.AdamW;
import dev.adjoint.runtime.optim.Optimizer;
import dev.adjoint.runtime.optim.Sgd;
import dev.adjoint.runtime.profile.Profiler;
import dev.adjoint.runtime.tensor.GradMode;
import dev.adjoint.runtime.tensor.GradOption;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What optimizers do around their formulas. */
class OptimizerTest {
  private static Tensor parameter(float... values) {
    return Tensor.of(values).requiresGrad_();
  }

  private static String refused(Runnable construction) {
    return assertThrows(IllegalArgumentException.class, construction::run).getMessage();
  }

  @Test
  void parametersAreChangedInPlaceAndStayLeaves() {
    Tensor p = parameter(1, 2);
    Tensor view = p.detach();
    int version = p.version();
    p.square().sum().backward();
    new Sgd(List.of(p), 0.25).step();
    assertArrayEquals(new float[] {0.5f, 1}, view.toFloats());
    assertTrue(p.isLeaf() && p.requiresGrad());
    assertTrue(p.version() > version);
  }

  @Test
  void aBackwardPassAfterAStepThatChangedWhatItSavedIsRefused() {
    Tensor p = parameter(1, 2);
    Tensor loss = p.square().sum();
    loss.backward(GradOption.RETAIN_GRAPH);
    new Adam(List.of(p), 0.25).step();
    assertThrows(IllegalStateException.class, loss::backward);
  }

  @Test
  void aParameterWithoutGradientIsLeftAlone() {
    Tensor used = parameter(1);
    Tensor unused = parameter(2);
    var optimizer = new AdamW(List.of(unused, used), 0.1);
    used.sum().backward();
    optimizer.step();
    assertEquals(2, unused.get(0).item());
    assertFalse(optimizer.stateDict().containsKey("state.0.step"));
    assertEquals(1, optimizer.stateDict().get("state.1.step").itemLong());
  }

  @Test
  void aNaNReachesTheParameter() {
    for (boolean adam : new boolean[] {true, false}) {
      Tensor p = parameter(1, 1);
      p.setGrad(Tensor.of(Float.NaN, 1f));
      (adam ? new Adam(List.of(p), 0.1) : new Sgd(List.of(p), 0.1)).step();
      assertTrue(Float.isNaN(p.toFloats()[0]));
      assertEquals(0.9f, p.toFloats()[1], 1e-6f);
    }
  }

  @Test
  void aLearningRateOfZeroChangesNothing() {
    Tensor p = parameter(1, -3);
    p.setGrad(Tensor.of(0f, 1f));
    new Adam(List.of(p), 0).step();
    assertArrayEquals(new float[] {1, -3}, p.toFloats());
  }

  @Test
  void zeroGradClearsOrFillsWithZeros() {
    Tensor p = parameter(1, 2);
    Tensor none = parameter(3);
    var optimizer = new Sgd(List.of(p, none), 0.1);
    p.square().sum().backward();
    Tensor gradient = p.grad();
    optimizer.zeroGrad(false);
    assertSame(gradient, p.grad());
    assertArrayEquals(new float[2], p.grad().toFloats());
    assertNull(none.grad());
    optimizer.zeroGrad();
    assertNull(p.grad());
  }

  @Test
  void theClosureRecordsAndTheStepDoesNot() {
    Tensor p = parameter(1, 2);
    var optimizer = new Sgd(List.of(p), Sgd.options().learningRate(0.25).momentum(0.5).weightDecay(0.1));
    try (var _ = GradMode.noGrad()) {
      Tensor loss = optimizer.step(() -> {
        Tensor value = p.square().sum();
        value.backward();
        return value;
      });
      assertEquals(5, loss.item());
    }
    assertNull(p.gradFn());
    assertFalse(optimizer.stateDict().get("state.0.momentum_buffer").requiresGrad());
  }

  @Test
  void groupsHaveTheirOwnOptions() {
    Tensor p = parameter(1);
    Tensor q = parameter(1);
    var optimizer = new Sgd(List.of(p), 0.5);
    optimizer.addGroup(List.of(q), Sgd.options().learningRate(0.25));
    p.add(q).sum().backward();
    optimizer.step();
    assertEquals(0.5, p.get(0).item());
    assertEquals(0.75, q.get(0).item());
    optimizer.learningRate(0.125);
    optimizer.step();
    assertEquals(0.625, q.get(0).item());
  }

  @Test
  void viewsAndScalarsAreUpdatedWhereTheyAre() {
    Tensor table = Tensor.of(new float[][] {{1, 2, 3}, {4, 5, 6}});
    Tensor column = table.t().get(1).requiresGrad_();
    Tensor scalar = Tensor.scalar(1f).requiresGrad_();
    column.mul(scalar).sum().backward();
    new Adam(List.of(scalar, column), 0.5).step();
    assertEquals(0.5, scalar.item(), 1e-6);
    assertArrayEquals(new float[] {1, 1.5f, 3, 4, 4.5f, 6}, table.toFloats(), 1e-6f);
  }

  @Test
  void aStepIsABlockOfTheProfiler() {
    Tensor p = parameter(1);
    p.sum().backward();
    try (var profiler = Profiler.start()) {
      new AdamW(List.of(p), 0.1).step();
      assertTrue(profiler.events().stream().anyMatch(e -> e.name().equals("Optimizer.step#AdamW.step")));
    }
  }

  @Test
  void listsThatCannotBeOptimizedAreRefused() {
    Tensor p = parameter(1, 2);
    assertTrue(refused(() -> new Sgd(List.of(), 0.1)).contains("empty"));
    assertTrue(refused(() -> new Sgd(List.of(p, p), 0.1)).contains("second time"));
    String nonLeaf = refused(() -> new Adam(List.of(p, p.mul(2)), 0.1));
    assertTrue(nonLeaf.contains("parameter 1") && nonLeaf.contains("MulBackward0"), nonLeaf);
    assertTrue(refused(() -> new Adam(List.of(Tensor.arange(3)), 0.1)).contains("int64"));
    var optimizer = new Sgd(List.of(p), 0.1);
    assertTrue(refused(() -> optimizer.addGroup(List.of(parameter(1), p), Sgd.options())).contains("second time"));
    assertEquals(1, optimizer.groups().size());
  }

  @Test
  void hyperparametersOutOfRangeAreRefused() {
    var p = List.of(parameter(1));
    assertTrue(refused(() -> new Sgd(p, -0.1)).contains("learningRate is -0.1"));
    assertTrue(refused(() -> new Sgd(p, Double.NaN)).contains("NaN"));
    assertTrue(refused(() -> Sgd.options().momentum(-1)).contains("momentum"));
    assertTrue(refused(() -> new Sgd(p, Sgd.options().nesterov(true))).contains("Nesterov"));
    assertTrue(refused(() -> Adam.options().betas(0.9, 1)).contains("beta2 is 1.0"));
    assertTrue(refused(() -> Adam.options().epsilon(-1)).contains("epsilon"));
    Optimizer optimizer = new Sgd(p, 0.1);
    refused(() -> optimizer.learningRate(-1));
    refused(() -> optimizer.groups().getFirst().options(Adam.options()));
    assertEquals(0.1, optimizer.learningRate());
  }

  @Test
  void tinyModelsStepIsPyTorchs() {
    JsonNode cell = StreamSupport.stream(Golden.read("seed_cells.json").get("cells").spliterator(), false)
        .filter(c -> c.get("id").asText().equals("S21")).findFirst().orElseThrow();
    var in = cell.get("inputs");
    Tensor w1 = cellTensor(in.get("w1").get("value")).requiresGrad_();
    Tensor b1 = cellTensor(in.get("b1").get("value")).requiresGrad_();
    Tensor w2 = cellTensor(in.get("w2").get("value")).requiresGrad_();
    Tensor b2 = cellTensor(in.get("b2").get("value")).requiresGrad_();
    Tensor x = cellTensor(in.get("x").get("value"));
    Tensor ideal = cellTensor(in.get("ideal").get("value"));
    var parameters = List.of(w1, b1, w2, b2);
    var optimizer = new Sgd(parameters, 0.001);
    Supplier<Tensor> loss =
        () -> ideal.sub(x.linear(w1, b1).relu().linear(w2, b2)).pow(2).sum();
    var expect = cell.get("expect");
    Tensor first = loss.get();
    assertEquals(expect.get("first_loss").asDouble(), first.item(), 1e-5);
    first.backward();
    for (int i = 0; i < 4; i++) {
      close(expect.get("grads").get(i), parameters.get(i).grad());
    }
    optimizer.step();
    for (int i = 0; i < 4; i++) {
      close(expect.get("after").get(i), parameters.get(i));
    }
    for (int i = 0; i < 5; i++) {
      loss.get().backward();
    }
    close(expect.get("accumulated"), w2.grad());
    optimizer.zeroGrad(false);
    close(expect.get("zeroed"), w2.grad());
  }

  private static Tensor cellTensor(JsonNode value) {
    float[] flat = floats(value);
    return value.get(0).isArray() ? Tensor.of(flat).reshape(value.size(), -1) : Tensor.of(flat);
  }

  private static float[] floats(JsonNode value) {
    double[] flat = value.get(0).isArray()
        ? StreamSupport.stream(value.spliterator(), false).flatMapToDouble(
            row -> java.util.Arrays.stream(Golden.doubles(row))).toArray()
        : Golden.doubles(value);
    var floats = new float[flat.length];
    for (int i = 0; i < flat.length; i++) {
      floats[i] = (float) flat[i];
    }
    return floats;
  }

  private static void close(JsonNode expected, Tensor actual) {
    float[] wanted = floats(expected);
    float[] found = actual.toFloats();
    assertEquals(wanted.length, found.length);
    for (int i = 0; i < wanted.length; i++) {
      assertEquals(wanted[i], found[i], 1e-6f * Math.max(1, Math.abs(wanted[i])));
    }
  }
}
