package dev.adjoint.tests.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.backend.spi.Window;
import dev.adjoint.runtime.nn.Conv2d;
import dev.adjoint.runtime.nn.Dropout;
import dev.adjoint.runtime.nn.Embedding;
import dev.adjoint.runtime.nn.Flatten;
import dev.adjoint.runtime.nn.Gelu;
import dev.adjoint.runtime.nn.LayerNorm;
import dev.adjoint.runtime.nn.Linear;
import dev.adjoint.runtime.nn.MaxPool2d;
import dev.adjoint.runtime.nn.Module;
import dev.adjoint.runtime.nn.ReLU;
import dev.adjoint.runtime.nn.Sequential;
import dev.adjoint.runtime.nn.Sigmoid;
import dev.adjoint.runtime.nn.Tanh;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModuleTest {
  /** Counts its calls in a buffer, and scales by a parameter that comes after its children. */
  private static final class Counting extends Module {
    private final Module inner;

    Counting(Module inner) {
      this.inner = child("inner", inner);
      parameter("scale", Tensor.ones(1));
      buffer("calls", Tensor.scalar(0L));
    }

    Module adopt(String name, Module module) {
      return child(name, module);
    }

    Tensor own(String name, Tensor value) {
      return parameter(name, value);
    }

    @Override
    public Tensor forward(Tensor input) {
      buffer("calls").add_(1L);
      return inner.forward(input).mul(parameter("scale"));
    }
  }

  private static Counting counting() {
    return new Counting(new Sequential(new Linear(3, 4, new Generator(1)), new ReLU(),
        new Linear(4, 2, false, new Generator(2))));
  }

  @Test
  void everythingHasItsNameAndOrder() {
    Counting model = counting();
    assertEquals(List.of("scale", "inner.0.weight", "inner.0.bias", "inner.2.weight"),
        List.copyOf(model.namedParameters().keySet()));
    assertEquals(List.of("calls"), List.copyOf(model.namedBuffers().keySet()));
    assertEquals(List.of("", "inner", "inner.0", "inner.1", "inner.2"), List.copyOf(model.namedModules().keySet()));
    assertEquals(List.of("scale", "calls", "inner.0.weight", "inner.0.bias", "inner.2.weight"),
        List.copyOf(model.stateDict().keySet()));
    assertTrue(model.parameters().stream().allMatch(Tensor::requiresGrad));
    var visited = new ArrayList<Module>();
    model.apply(visited::add);
    assertEquals(List.of("Linear", "ReLU", "Linear", "Sequential", "Counting"),
        visited.stream().map(module -> module.getClass().getSimpleName()).toList());
  }

  @Test
  void sharedPartsAreOnce() {
    var shared = new Linear(2, 2, new Generator(3));
    var model = new Sequential(shared, new Tanh(), shared);
    assertEquals(2, model.parameters().size());
    assertEquals(3, model.modules().size());
    assertEquals(4, model.stateDict().size());
    model.to(DType.FLOAT64);
    assertSame(model.get(0), model.get(2));
    assertEquals(2, model.parameters().size());
  }

  @Test
  void namesAreCheckedAndCirclesRefused() {
    Counting model = counting();
    assertThrows(IllegalArgumentException.class, () -> model.own("scale", Tensor.ones(1)));
    assertThrows(IllegalArgumentException.class, () -> model.own("calls", Tensor.ones(1)));
    assertThrows(IllegalArgumentException.class, () -> model.own("inner", Tensor.ones(1)));
    assertThrows(IllegalArgumentException.class, () -> model.own("a.b", Tensor.ones(1)));
    assertThrows(IllegalArgumentException.class, () -> model.own("", Tensor.ones(1)));
    assertThrows(IllegalArgumentException.class, () -> model.own("whole", Tensor.of(1L)));
    assertThrows(IllegalArgumentException.class, () -> model.own("computed", Tensor.ones(1).requiresGrad_().mul(2L)));
    assertThrows(IllegalArgumentException.class, () -> model.adopt("self", model));
    var outer = new Counting(model);
    assertThrows(IllegalArgumentException.class, () -> model.adopt("outer", outer));
    var error = assertThrows(IllegalArgumentException.class, () -> model.parameter("bias"));
    assertEquals("Counting has no parameter bias, only [scale]", error.getMessage());
  }

  @Test
  void modesReachEveryModule() {
    var model = new Sequential(new Dropout(), new Sequential(new Dropout()));
    assertTrue(model.isTraining());
    assertSame(model, model.eval());
    assertTrue(model.modules().stream().noneMatch(Module::isTraining));
    model.train();
    assertTrue(model.modules().stream().allMatch(Module::isTraining));
  }

  @Test
  void gradientsAreClearedAndSwitchedOff() {
    Counting model = counting();
    model.forward(Tensor.ones(1, 3)).sum().backward();
    assertTrue(model.parameters().stream().allMatch(parameter -> parameter.grad() != null));
    model.zeroGrad();
    assertTrue(model.parameters().stream().allMatch(parameter -> parameter.grad() == null));
    model.requiresGrad_(false);
    assertFalse(model.forward(Tensor.ones(1, 3)).requiresGrad());
    assertEquals(2, model.buffer("calls").itemLong());
  }

  @Test
  void conversionsKeepGradientsAndWholeNumbers() {
    Counting model = counting();
    model.forward(Tensor.ones(1, 3)).sum().backward();
    float[] gradient = model.parameters().get(1).grad().toFloats();
    assertSame(model, model.to(DType.FLOAT64));
    for (Tensor parameter : model.parameters()) {
      assertEquals(DType.FLOAT64, parameter.dtype());
      assertTrue(parameter.isLeaf() && parameter.requiresGrad());
    }
    assertEquals(DType.INT64, model.buffer("calls").dtype());
    assertArrayEquals(gradient, model.parameters().get(1).grad().toFloats());
    assertEquals(DType.FLOAT64, model.forward(Tensor.ones(DType.FLOAT64, 1, 3)).dtype());
    List<Tensor> before = model.parameters();
    model.to(DType.FLOAT64).to(Device.cpu());
    for (int i = 0; i < before.size(); i++) {
      assertSame(before.get(i), model.parameters().get(i));
    }
    assertThrows(IllegalArgumentException.class, () -> model.to(DType.INT64));
  }

  @Test
  void aStateGoesFromOneModuleToAnother() {
    Counting from = counting();
    from.forward(Tensor.ones(1, 3));
    Counting to = new Counting(new Sequential(new Linear(3, 4, new Generator(7)), new ReLU(),
        new Linear(4, 2, false, new Generator(8))));
    List<Tensor> parameters = to.parameters();
    to.loadStateDict(from.stateDict(), true);
    Tensor x = Tensor.randn(new Generator(9), 5, 3);
    assertTrue(from.forward(x).detach().equalTo(to.forward(x).detach()));
    assertEquals(2, to.buffer("calls").itemLong());
    assertSame(parameters.getFirst(), to.parameters().getFirst());
    assertTrue(to.parameters().getFirst().isLeaf());
    // The state shares elements with its module, so a copy is what stays.
    Map<String, Tensor> state = from.stateDict();
    assertSame(from.parameter("scale").view().storage(), state.get("scale").view().storage());
    assertFalse(state.get("scale").requiresGrad());
  }

  @Test
  void aStateThatDoesNotFitChangesNothing() {
    Counting model = counting();
    Map<String, Tensor> before = model.stateDict();
    before.replaceAll((_, tensor) -> tensor.copy());
    Map<String, Tensor> state = model.stateDict();
    state.replaceAll((_, tensor) -> tensor.add(1L));
    state.remove("inner.0.bias");
    state.put("inner.9.bias", Tensor.ones(1));
    state.put("inner.2.weight", Tensor.ones(2, 3));
    state.put("calls", Tensor.scalar(1.5));
    var error = assertThrows(IllegalArgumentException.class, () -> model.loadStateDict(state, true));
    assertEquals("the state does not fit Counting; missing: inner.0.bias; unexpected: inner.9.bias; type mismatch for calls:"
        + " float64 does not fit the module's int64; size mismatch for inner.2.weight: shape [2, 3] does not fit the"
        + " module's [2, 4]", error.getMessage());
    error = assertThrows(IllegalArgumentException.class, () -> model.loadStateDict(state, false));
    assertFalse(error.getMessage().contains("missing"), error.getMessage());
    model.stateDict().forEach((name, tensor) -> assertTrue(tensor.equalTo(before.get(name)), name));
    state.remove("calls");
    state.remove("inner.2.weight");
    model.loadStateDict(state, false);
    assertEquals(2, model.parameter("scale").item());
    assertTrue(model.stateDict().get("inner.0.bias").equalTo(before.get("inner.0.bias")));
  }

  @Test
  void parametersMayChangePlaces() {
    var model = new Sequential(new Linear(2, 2, new Generator(1)), new Linear(2, 2, new Generator(2)));
    Map<String, Tensor> state = model.stateDict();
    float[] first = state.get("0.weight").toFloats();
    float[] second = state.get("1.weight").toFloats();
    model.loadStateDict(Map.of("0.weight", state.get("1.weight"), "1.weight", state.get("0.weight")), false);
    assertArrayEquals(second, model.stateDict().get("0.weight").toFloats());
    assertArrayEquals(first, model.stateDict().get("1.weight").toFloats());
  }

  @Test
  void aChangedParameterIsNoticedByBackward() {
    var model = new Linear(2, 2, new Generator(1));
    Tensor loss = model.forward(Tensor.ones(1, 2).requiresGrad_()).sum();
    model.loadStateDict(model.stateDict(), true);
    assertThrows(IllegalStateException.class, () -> loss.backward());
  }

  @Test
  void theTextIsPyTorchs() {
    var model = new Sequential(new Conv2d(1, 8, Window.square(3).withPadding(1).withStride(2)), new ReLU(),
        new MaxPool2d(2), new Flatten(), new Sequential(new Dropout(0.25), new LayerNorm(8), new Gelu()),
        new Linear(6, 5));
    assertEquals("""
        Sequential(
          (0): Conv2d(1, 8, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1))
          (1): ReLU()
          (2): MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
          (3): Flatten(start_dim=1, end_dim=-1)
          (4): Sequential(
            (0): Dropout(p=0.25, inplace=False)
            (1): LayerNorm((8,), eps=1e-05, elementwise_affine=True)
            (2): GELU(approximate='none')
          )
          (5): Linear(in_features=6, out_features=5, bias=True)
        )""", model.toString());
    assertEquals("Sequential()", new Sequential().toString());
    assertEquals("Embedding(10, 3)", new Embedding(10, 3).toString());
    assertEquals("Sigmoid()", new Sigmoid().toString());
    assertEquals("Conv2d(4, 8, kernel_size=(2, 3), stride=(1, 1), dilation=(2, 2), groups=2, bias=False)",
        new Conv2d(4, 8, new Window(2, 3, 1, 1, 0, 0, 2, 2), 2, false, new Generator(0)).toString());
    assertEquals("LayerNorm((2, 3), eps=0.001, elementwise_affine=False)",
        new LayerNorm(new int[] {2, 3}, 1e-3, false).toString());
  }

  @Test
  void layersComputeWhatTheirNamesSay() {
    Tensor x = Tensor.randn(new Generator(4), 2, 1, 6, 6);
    var convolution = new Conv2d(1, 3, 3);
    var model = new Sequential(convolution, new Sigmoid(), new MaxPool2d(2), new Flatten(), new Tanh());
    Tensor y = model.forward(x);
    assertArrayEquals(new int[] {2, 12}, y.shape().sizes());
    y.sum().backward();
    assertEquals(convolution.weight().shape(), convolution.weight().grad().shape());
    assertNull(new Linear(2, 2, false, new Generator(0)).bias());
    assertTrue(new Gelu().forward(x).equalTo(x.gelu()));
  }
}
