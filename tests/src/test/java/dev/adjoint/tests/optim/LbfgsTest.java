package dev.adjoint.tests.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.optim.Lbfgs;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** L-BFGS takes PyTorch's way, with as many evaluations. */
class LbfgsTest {
  private static final Supplier<Tensor> NEVER = () -> {
    throw new AssertionError("evaluated");
  };

  static Lbfgs.Options options(JsonNode options) {
    return Lbfgs.options()
        .learningRate(options.get("lr").asDouble())
        .maxIterations(options.get("max_iter").asInt())
        .maxEvaluations(options.path("max_eval").asInt(0))
        .historySize(options.path("history_size").asInt(100))
        .tolerances(Golden.number(options, "tolerance_grad", 1e-7), Golden.number(options, "tolerance_change", 1e-9))
        .strongWolfe(options.has("line_search_fn"));
  }

  static Tensor rosenbrock(Tensor p) {
    Tensor x = p.get(0);
    return p.get(1).sub(x.square()).square().mul(100).add(x.rsub(1).square());
  }

  static Supplier<Tensor> closure(Lbfgs optimizer, Supplier<Tensor> loss) {
    return () -> {
      optimizer.zeroGrad();
      Tensor value = loss.get();
      value.backward();
      return value;
    };
  }

  @TestFactory
  Stream<DynamicTest> everyStepIsPyTorchs() {
    return StreamSupport.stream(Golden.read("optim/lbfgs.json").get("cases").spliterator(), false)
        .map(expected -> DynamicTest.dynamicTest(expected.get("problem").asText() + " " + expected.get("options"),
            () -> check(expected)));
  }

  private static void check(JsonNode expected) {
    var fit = new Fit();
    Tensor valley = Tensor.of(-1.2, 1.0).requiresGrad_();
    boolean inValley = expected.get("problem").asText().equals("Valley");
    List<Tensor> parameters = inValley ? List.of(valley) : fit.parameters();
    var optimizer = new Lbfgs(parameters, options(expected.get("options")));
    Supplier<Tensor> closure = closure(optimizer, inValley ? () -> rosenbrock(valley) : fit::loss);
    for (int i = 0; i < expected.get("losses").size(); i++) {
      double loss = optimizer.step(closure).item();
      double wanted = expected.get("losses").get(i).asDouble();
      assertEquals(wanted, loss, 1e-6 * Math.abs(wanted) + 1e-13, "loss before step " + i);
      Golden.assertClose(Golden.doubles(expected.get("points").get(i)), Golden.flatten(parameters), 1e-6,
          "after step " + i);
    }
    var state = optimizer.stateDict();
    assertEquals(expected.get("n_iter").asLong(), state.get("state.0.n_iter").itemLong(), "iterations");
    assertEquals(expected.get("func_evals").asLong(), state.get("state.0.func_evals").itemLong(), "evaluations");
  }

  @Test
  void findsTheMinimumOfRosenbrocksValley() {
    Tensor p = Tensor.of(-1.2, 1.0).requiresGrad_();
    var optimizer = new Lbfgs(List.of(p), Lbfgs.options().maxIterations(100).strongWolfe(true));
    optimizer.step(closure(optimizer, () -> rosenbrock(p)));
    assertArrayEquals(new double[] {1, 1}, p.toDoubles(), 1e-4);
  }

  @Test
  void aStepWithoutClosureIsRefused() {
    var optimizer = new Lbfgs(List.of(Tensor.zeros(2).requiresGrad_()));
    var error = assertThrows(UnsupportedOperationException.class, optimizer::step);
    assertTrue(error.getMessage().contains("closure"), error.getMessage());
    assertThrows(AssertionError.class, () -> optimizer.step(NEVER));
  }

  @Test
  void parametersOfSeveralTypesAreRefused() {
    var mixed = List.of(Tensor.zeros(2).requiresGrad_(), Tensor.zeros(DType.FLOAT64, 3).requiresGrad_());
    var error = assertThrows(IllegalArgumentException.class, () -> new Lbfgs(mixed));
    assertTrue(error.getMessage().contains("[2]") && error.getMessage().contains("[3]"), error.getMessage());
  }

  @Test
  void aParameterThatTheLossDoesNotReachStays() {
    Tensor p = Tensor.of(3.0).requiresGrad_();
    Tensor unused = Tensor.of(5.0, 6.0).requiresGrad_();
    var optimizer = new Lbfgs(List.of(unused, p));
    optimizer.step(closure(optimizer, () -> p.square().sum()));
    assertArrayEquals(new double[] {5, 6}, unused.toDoubles());
    assertEquals(0, p.get(0).item(), 1e-6);
  }

  @Test
  void aStepAtTheMinimumEvaluatesOnce() {
    Tensor p = Tensor.of(0.0).requiresGrad_();
    var optimizer = new Lbfgs(List.of(p));
    optimizer.step(closure(optimizer, () -> p.square().sum()));
    assertEquals(1, optimizer.stateDict().get("state.0.func_evals").itemLong());
    assertEquals(0, optimizer.stateDict().get("state.0.n_iter").itemLong());
  }
}
