package dev.adjoint.tests.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.runtime.nn.SafeTensors;
import dev.adjoint.runtime.optim.Adam;
import dev.adjoint.runtime.optim.Lbfgs;
import dev.adjoint.runtime.optim.Optimizer;
import dev.adjoint.runtime.optim.Sgd;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** An optimizer that is saved and loaded goes on bit for bit. */
class StateTest {
  private static void train(Fit fit, Optimizer optimizer, int steps) {
    for (int i = 0; i < steps; i++) {
      optimizer.step(fit.closure(optimizer));
    }
  }

  /** What a file of it holds. */
  private static Map<String, Tensor> written(Map<String, Tensor> state) {
    try {
      Path file = Files.createTempFile("optimizer", ".safetensors");
      SafeTensors.save(file, state, Map.of());
      Map<String, Tensor> read = SafeTensors.load(file);
      Files.delete(file);
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Trains 10 steps and 7 more in one go, and with everything saved and loaded in between. */
  private static void check(Function<List<Tensor>, Optimizer> make, Function<List<Tensor>, Optimizer> other) {
    var straight = new Fit();
    Optimizer one = make.apply(straight.parameters());
    train(straight, one, 10);
    Map<String, Tensor> saved = written(one.stateDict());
    double[] point = straight.point();
    train(straight, one, 7);

    var resumed = new Fit();
    resumed.w.detach().copy_(Tensor.of(java.util.Arrays.copyOf(point, 12)).reshape(3, 4));
    resumed.b.detach().copy_(Tensor.of(java.util.Arrays.copyOfRange(point, 12, 15)));
    Optimizer two = other.apply(resumed.parameters());
    two.loadStateDict(saved);
    assertEquals(one.learningRate(), two.learningRate());
    train(resumed, two, 7);
    assertArrayEquals(straight.point(), resumed.point(), 0);
  }

  @TestFactory
  Stream<DynamicTest> everyOptimizerGoesOn() {
    JsonNode cases = Golden.read("optim/optimizers.json").get("cases");
    return StreamSupport.stream(cases.spliterator(), false).map(c -> {
      String name = c.get("optimizer").asText();
      return DynamicTest.dynamicTest(name + " " + c.get("options"), () -> check(
          parameters -> TrajectoriesTest.optimizer(name, c.get("options"), parameters),
          parameters -> TrajectoriesTest.optimizer(name, c.get("options"), parameters)));
    });
  }

  @Test
  void lbfgsGoesOn() {
    for (boolean search : new boolean[] {false, true}) {
      var options = Lbfgs.options().learningRate(0.5).maxIterations(3).historySize(5).strongWolfe(search);
      check(parameters -> new Lbfgs(parameters, options), parameters -> new Lbfgs(parameters, options));
    }
  }

  @Test
  void hyperparametersAreLoadedToo() {
    check(parameters -> new Adam(parameters, Adam.options().learningRate(0.05).betas(0.5, 0.6).amsgrad(true)),
        parameters -> new Adam(parameters, 1));
  }

  @Test
  void laterStepsDoNotChangeWhatWasSaved() {
    var fit = new Fit();
    var optimizer = new Sgd(fit.parameters(), Sgd.options().momentum(0.9));
    train(fit, optimizer, 1);
    Tensor saved = optimizer.stateDict().get("state.0.momentum_buffer");
    double[] before = saved.toDoubles();
    train(fit, optimizer, 1);
    assertArrayEquals(before, saved.toDoubles());
  }

  @Test
  void aStateThatDoesNotFitIsRefusedAndNothingChanges() {
    var fit = new Fit();
    var optimizer = new Adam(fit.parameters(), 0.1);
    train(fit, optimizer, 2);
    Map<String, Tensor> good = optimizer.stateDict();
    refuses(optimizer, good, "state.0.exp_avg", Tensor.zeros(2, 2), "state.0.exp_avg has type float32");
    refuses(optimizer, good, "state.1.exp_avg", Tensor.of(1.0), "state.1.exp_avg");
    refuses(optimizer, good, "state.1.exp_avg", null, "state.1.exp_avg");
    refuses(optimizer, good, "state.1.step", null, "state.1.step");
    refuses(optimizer, good, "state.1.step", Tensor.scalar(-1L), "-1");
    refuses(optimizer, good, "param_groups.0.lr", null, "param_groups.0.lr");
    refuses(optimizer, good, "param_groups.0.beta2", Tensor.scalar(1.5), "beta2");
    refuses(optimizer, good, "param_groups.0.params", Tensor.arange(3), "3 parameters");
    refuses(optimizer, good, "param_groups.1.lr", Tensor.scalar(1.0), "param_groups.1.lr");
    refuses(optimizer, good, "state.2.exp_avg", Tensor.scalar(1.0), "state.2.exp_avg");
  }

  private static void refuses(Optimizer optimizer, Map<String, Tensor> good, String key, Tensor value, String says) {
    var bad = new LinkedHashMap<>(good);
    bad.put("param_groups.0.lr", Tensor.scalar(7.0));
    if (value == null) {
      bad.remove(key);
    } else {
      bad.put(key, value);
    }
    var error = assertThrows(IllegalArgumentException.class, () -> optimizer.loadStateDict(bad));
    assertTrue(error.getMessage().contains(says), error.getMessage());
    Map<String, Tensor> after = optimizer.stateDict();
    assertEquals(good.keySet(), after.keySet());
    good.forEach((name, tensor) -> assertTrue(tensor.equalTo(after.get(name)), name));
  }
}
