package dev.adjoint.tests.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.autograd.GradCheck;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.GradOption;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How kernels over arrays act on tensors: what is changed in place, what is recorded, and what is refused. */
class ArrayKernelTensorsTest {
  private static Kernels kernels;

  @BeforeAll
  static void compile() throws IOException, ClassNotFoundException {
    kernels = Kernels.compile("ArrayFunctions");
  }

  private static void run(String name, Object... args) {
    Kernels.call(Kernels.find(kernels.operations, name), args);
  }

  private static Tensor normal(int seed, Device device, int... sizes) {
    return new Generator(seed).normal(DType.FLOAT64, Shape.of(sizes)).to(device);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "opencl", "cuda"})
  void cellsThatNobodyWritesKeepContentAndHistory(String kind) {
    Device device = Kernels.device(kind);
    Tensor x = normal(1, device, 6);
    Tensor before = normal(2, device, 6).requiresGrad_();
    Tensor out = before.mul(3);
    run("smooth", x, Tensor.scalar(0.5).to(device), out);
    double[] old = before.detach().mul(3).toDoubles();
    assertEquals(List.of(old[0], old[5]), List.of(out.detach().toDoubles()[0], out.detach().toDoubles()[5]));
    assertEquals("ArrayFunctions_smoothBackward", out.gradFn().name());
    out.sum().backward();
    assertArrayEquals(new double[] {3, 0, 0, 0, 0, 3}, before.grad().toDoubles());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "opencl"})
  void twoRunsOfADeterministicKernelGiveTheSameBits(String kind) {
    Device device = Kernels.device(kind);
    double[][] seen = new double[2][];
    for (int r = 0; r < 2; r++) {
      Tensor u = normal(1, device, 5000).requiresGrad_();
      Tensor k = normal(2, device, 5000).requiresGrad_();
      Tensor dt = Tensor.of(0.1).to(device).requiresGrad_();
      Tensor next = Tensor.zerosLike(u.detach());
      run("heat", u, k, dt, next);
      next.sin().sum().backward();
      seen[r] = new double[10_001];
      System.arraycopy(u.grad().toDoubles(), 0, seen[r], 0, 5000);
      System.arraycopy(k.grad().toDoubles(), 0, seen[r], 5000, 5000);
      seen[r][10_000] = dt.grad().toDoubles()[0];
    }
    assertArrayEquals(seen[0], seen[1], 0.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "opencl"})
  void anIndexOutOfBoundsIsNamed(String kind) {
    Device device = Kernels.device(kind);
    Tensor x = normal(1, device, 4);
    Tensor index = Tensor.of(0L, 3L, 4L, 1L).to(device);
    Tensor out = Tensor.zerosLike(index.to(DType.FLOAT64));
    String message = assertThrows(ArrayIndexOutOfBoundsException.class, () -> {
      run("gather", x, index, out);
      out.toDoubles();
    }).getMessage();
    assertTrue(message.contains("Index 4 out of bounds for length 4"), message);
    if (!kind.equals("cpu")) {
      assertTrue(message.contains("kernel ArrayFunctions_gather on " + device) && message.contains("x[index[i]]"), message);
      // once
      assertEquals(4, out.toDoubles().length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "opencl"})
  void operandsOfAnyLayoutAreTakenInRowMajorOrder(String kind) {
    Device device = Kernels.device(kind);
    Tensor x = normal(1, device, 4, 3).requiresGrad_();
    Tensor flat = x.t().contiguous().detach().requiresGrad_();
    Tensor all = Tensor.zerosLike(normal(1, device, 2, 3));
    Tensor out = all.select(0, 1);
    run("logSumExp", x.t(), 4, out);
    Tensor expected = flat.logsumexp(1);
    assertTrue(out.allClose(expected.detach(), 1e-12, 1e-14));
    all.sum().backward();
    expected.sum().backward();
    assertTrue(x.grad().allClose(flat.grad().t(), 1e-12, 1e-14));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "opencl"})
  void gradientsAreThoseOfDifferences(String kind) {
    Device device = Kernels.device(kind);
    GradCheck.gradcheck(inputs -> {
      Tensor state = inputs.get(2).mul(1);
      run("relax", inputs.get(0), inputs.get(1), state);
      return List.of(state);
    }, List.of(normal(1, device, 7).requiresGrad_(), normal(2, device, 1).requiresGrad_(), normal(3, device, 7).requiresGrad_()),
        GradCheck.Options.DEFAULT);
    GradCheck.gradcheck(inputs -> {
      Tensor force = Tensor.zerosLike(inputs.get(0).detach());
      run("forces", inputs.get(0), inputs.get(1), inputs.get(2), force);
      return List.of(force);
    }, List.of(normal(1, device, 12).requiresGrad_(), normal(2, device, 4).requiresGrad_(),
        Tensor.of(0.7).to(device).requiresGrad_()), GradCheck.Options.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "opencl"})
  void severalOutputsAreResultsOfOneNode(String kind) {
    Device device = Kernels.device(kind);
    Tensor x = normal(1, device, 8).requiresGrad_();
    Tensor out = Tensor.zerosLike(x.detach());
    Tensor products = Tensor.zerosLike(normal(1, device, 4));
    run("butterflies", x, 0.3, out, products);
    assertEquals(out.gradFn(), products.gradFn());
    products.sum().backward();
    var swapped = new ArrayList<Double>();
    double[] values = x.detach().toDoubles();
    for (int i = 0; i < 8; i++) {
      swapped.add(values[i ^ 1]);
    }
    assertArrayEquals(swapped.stream().mapToDouble(v -> v).toArray(), x.grad().toDoubles(), 1e-15);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "opencl"})
  void whatCannotBeRunIsRefusedBeforeAnythingChanges(String kind) {
    Device device = Kernels.device(kind);
    Tensor x = normal(1, device, 6);
    Tensor weight = Tensor.scalar(0.5).to(DType.FLOAT64).to(device);
    double[] before = x.toDoubles();
    refused(IllegalArgumentException.class, "may share elements with x", "smooth", x, weight, x);
    refused(IllegalArgumentException.class, "may share elements with x", "smooth", x.narrow(0, 0, 4), weight, x.narrow(0, 2, 4));
    refused(IllegalStateException.class, "leaf Variable", "smooth", x, weight, x.copy().requiresGrad_());
    refused(IllegalArgumentException.class, "make it one of that type", "smooth", x, weight, x.to(DType.FLOAT32));
    refused(IllegalArgumentException.class, "one with a single element is needed", "smooth", x, x, x.copy());
    refused(IllegalArgumentException.class, "int[] is a tensor of int64", "gather", x, x, x.copy());
    assertArrayEquals(before, x.toDoubles());
    // parts that lie apart
    Tensor both = normal(3, device, 2, 6);
    run("smooth", both.select(0, 0), weight, both.select(0, 1));
  }

  private static void refused(Class<? extends RuntimeException> type, String text, String name, Object... args) {
    String message = assertThrows(type, () -> run(name, args)).getMessage();
    assertTrue(message.contains("ArrayFunctions_" + name) && message.contains(text), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "opencl"})
  void aSavedInputThatIsChangedIsRefusedAndAnOutputMayBe(String kind) {
    Device device = Kernels.device(kind);
    Tensor x = normal(1, device, 6).requiresGrad_();
    Tensor weight = Tensor.scalar(0.5).to(DType.FLOAT64).to(device);
    Tensor y = x.mul(2);
    Tensor out = Tensor.zerosLike(y.detach());
    run("smooth", y, weight, out);
    out.mul_(2);
    out.sum().backward(GradOption.RETAIN_GRAPH);
    y.add_(1);
    String message = assertThrows(IllegalStateException.class, () -> out.sum().backward()).getMessage();
    assertTrue(message.contains("modified by an inplace operation") && message.contains("ArrayFunctions_smoothBackward"), message);
  }
}
