package dev.adjoint.tests.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.Window;
import dev.adjoint.runtime.nn.Conv2d;
import dev.adjoint.runtime.nn.Dropout;
import dev.adjoint.runtime.nn.Flatten;
import dev.adjoint.runtime.nn.LayerNorm;
import dev.adjoint.runtime.nn.Linear;
import dev.adjoint.runtime.nn.MaxPool2d;
import dev.adjoint.runtime.nn.ReLU;
import dev.adjoint.runtime.nn.Sequential;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.GradMode;
import dev.adjoint.runtime.tensor.NeuralNet;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Small models, forwards and back. */
class TinyModelTest {
  private static JsonNode cell() throws IOException {
    try (var in = TinyModelTest.class.getResourceAsStream("/golden/seed_cells.json")) {
      for (JsonNode cell : new ObjectMapper().readTree(in).get("cells")) {
        if (cell.get("id").asText().equals("S21")) {
          return cell;
        }
      }
    }
    throw new AssertionError("no cell S21");
  }

  private static Tensor tensor(JsonNode value) {
    if (value.get(0).isArray()) {
      var rows = new ArrayList<Tensor>();
      value.forEach(row -> rows.add(tensor(row)));
      return Tensor.stack(rows, 0);
    }
    float[] elements = new float[value.size()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (float) value.get(i).asDouble();
    }
    return Tensor.of(elements, Shape.of(elements.length));
  }

  @Test
  void lossAndGradientsArePyTorchs() throws IOException {
    JsonNode cell = cell();
    JsonNode inputs = cell.get("inputs");
    JsonNode expected = cell.get("expect");
    var model = new Sequential(new Linear(6, 5), new ReLU(), new Linear(5, 3));
    model.loadStateDict(Map.of("0.weight", tensor(inputs.get("w1").get("value")),
        "0.bias", tensor(inputs.get("b1").get("value")), "2.weight", tensor(inputs.get("w2").get("value")),
        "2.bias", tensor(inputs.get("b2").get("value"))), true);
    Tensor loss = tensor(inputs.get("ideal").get("value")).sub(model.forward(tensor(inputs.get("x").get("value"))))
        .pow(2).sum();
    assertEquals(expected.get("first_loss").asDouble(), loss.item(), 1e-6 * 12);
    loss.backward();
    List<Tensor> parameters = model.parameters();
    for (int i = 0; i < 4; i++) {
      Tensor gradient = tensor(expected.get("grads").get(i));
      assertEquals(gradient.shape(), parameters.get(i).grad().shape());
      assertArrayEquals(gradient.toFloats(), parameters.get(i).grad().toFloats(), 3e-6f);
    }
  }

  /** Losses and last parameters of a training, bit by bit. */
  private static List<Object> train(long seed) {
    var generator = new Generator(seed);
    var model = new Sequential(new Conv2d(1, 4, Window.square(3), generator), new ReLU(),
        new MaxPool2d(2), new Flatten(), new LayerNorm(36), new Dropout(0.2, generator),
        new Linear(36, 5, generator));
    Tensor x = Tensor.randn(generator, 16, 1, 8, 8);
    Tensor classes = generator.uniform(x.dtype(), Shape.of(16)).mul(5L).to(DType.INT64);
    var seen = new ArrayList<Object>();
    for (int step = 0; step < 30; step++) {
      Tensor loss = NeuralNet.crossEntropy(model.forward(x), classes);
      model.zeroGrad();
      loss.backward();
      GradMode.withoutGrad(() -> model.parameters().forEach(p -> p.addScaled_(-0.1, p.grad())));
      seen.add(loss.item());
    }
    model.parameters().forEach(parameter -> {
      for (float value : parameter.toFloats()) {
        seen.add(value);
      }
    });
    return seen;
  }

  @Test
  void twoThreadsTrainAsEachAlone() throws Exception {
    List<Object> first = train(1);
    List<Object> second = train(2);
    var start = new CyclicBarrier(2);
    try (var threads = Executors.newFixedThreadPool(2)) {
      var trained = new ArrayList<Future<List<Object>>>();
      for (long seed = 1; seed <= 2; seed++) {
        long own = seed;
        Callable<List<Object>> task = () -> {
          start.await();
          return train(own);
        };
        trained.add(threads.submit(task));
      }
      assertEquals(first, trained.get(0).get());
      assertEquals(second, trained.get(1).get());
    }
  }

  @Test
  void trainingLowersTheLoss() {
    List<Object> seen = train(3);
    double before = (Double) seen.get(0);
    double after = (Double) seen.get(29);
    assertTrue(after < 0.5 * before, before + " to " + after);
  }
}
