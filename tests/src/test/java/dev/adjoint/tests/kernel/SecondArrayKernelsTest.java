package dev.adjoint.tests.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.autograd.Autograd;
import dev.adjoint.runtime.autograd.Functional;
import dev.adjoint.runtime.autograd.GradCheck;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.GradOption;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backward pass through a kernel over arrays is differentiated again: against differences, and against the tensor form. */
class SecondArrayKernelsTest {
  private static Kernels kernels;

  @BeforeAll
  static void compile() throws IOException, ClassNotFoundException {
    kernels = Kernels.compile("ArrayFunctions");
  }

  private static void run(String name, Object... args) {
    Kernels.call(Kernels.find(kernels.operations, name), args);
  }

  private static Tensor some(int seed, Device device, int n) {
    return new Generator(seed).normal(DType.FLOAT64, Shape.of(n)).to(device).requiresGrad_();
  }

  private static void check(Functional.Several f, Tensor... inputs) {
    GradCheck.gradgradcheck(f, List.of(inputs), GradCheck.Options.DEFAULT);
  }

  private static Tensor zeros(Tensor like) {
    return Tensor.zerosLike(like.detach());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "opencl", "cuda"})
  void secondDerivativesAreThoseOfDifferences(String kind) {
    Device device = Kernels.device(kind);
    check(x -> {
      Tensor next = zeros(x.get(0));
      run("heat", x.get(0), x.get(1), x.get(2), next);
      return List.of(next.sin());
    }, some(1, device, 6), some(2, device, 6), some(3, device, 1));
    check(x -> {
      Tensor force = zeros(x.get(0));
      run("forces", x.get(0), x.get(1), x.get(2), force);
      return List.of(force);
    }, some(1, device, 9), some(2, device, 3), Tensor.of(0.7).to(device).requiresGrad_());
    check(x -> {
      Tensor out = zeros(x.get(0));
      run("normalize", x.get(0), 3, x.get(1), out);
      return List.of(out);
    }, some(1, device, 6), some(2, device, 2));
  }

  @Test
  void whatAnOutputContainedTakesPart() {
    check(x -> {
      Tensor state = x.get(2).mul(x.get(2));
      run("relax", x.get(0), x.get(1), state);
      return List.of(state);
    }, some(1, Device.cpu(), 7), some(2, Device.cpu(), 1), some(3, Device.cpu(), 7));
    check(x -> {
      Tensor out = x.get(1).mul(x.get(1));
      run("strided", x.get(0), out);
      return List.of(out.mul(out));
    }, some(1, Device.cpu(), 8), some(2, Device.cpu(), 4));
  }

  @Test
  void severalOutputsHaveSeeds() {
    check(x -> {
      Tensor out = zeros(x.get(0));
      Tensor products = Tensor.zeros(DType.FLOAT64, 3);
      run("butterflies", x.get(0), 0.7, out, products);
      return List.of(out.mul(out), products);
    }, some(1, Device.cpu(), 6));
    Tensor index = Tensor.of(0L, 3L, 3L, 1L);
    check(x -> {
      Tensor out = Tensor.zeros(DType.FLOAT64, 4);
      run("gather", x.get(0), index, out);
      return List.of(out.mul(out));
    }, some(1, Device.cpu(), 4));
  }

  @Test
  void aKernelInFloatIsDifferentiatedTwice() {
    Tensor x = Tensor.of(1f, 2f, 4f).requiresGrad_();
    Tensor weight = Tensor.of(new float[] {0.5f}).requiresGrad_();
    Tensor out = Tensor.zeros(3);
    run("smooth", x, weight, out);
    // out[1] = x1 + w (x0 - 2 x1 + x2) x1
    List<Tensor> first = Autograd.grad(out.sum(), List.of(x, weight), GradOption.CREATE_GRAPH);
    assertArrayEquals(new double[] {1, -0.5, 1}, first.get(0).detach().toDoubles(), 1e-6);
    List<Tensor> second = Autograd.grad(first.get(0).select(0, 1), List.of(x, weight));
    assertArrayEquals(new double[] {0.5, -2, 0.5}, second.get(0).toDoubles(), 1e-6);
    assertArrayEquals(new double[] {-3}, second.get(1).toDoubles(), 1e-6);
    assertEquals(DType.FLOAT32, second.get(0).dtype());
  }

  @Test
  void thirdDerivativesAreRefused() {
    Tensor x = some(1, Device.cpu(), 6);
    Tensor out = zeros(x);
    run("defaults", x, out);
    Tensor gradient = Autograd.grad(out.sum(), x, GradOption.CREATE_GRAPH);
    String message = assertThrows(IllegalStateException.class,
        () -> Autograd.grad(gradient.sum(), x, GradOption.CREATE_GRAPH)).getMessage();
    assertTrue(message.contains("ArrayFunctions_defaultsBackwardBackward"), message);
  }

  @Test
  void anOperandThatHasChangedSinceIsRefused() {
    Tensor x = some(1, Device.cpu(), 6);
    Tensor y = x.mul(2);
    Tensor out = zeros(x);
    run("defaults", y, out);
    Tensor gradient = Autograd.grad(out.sum(), x, GradOption.CREATE_GRAPH);
    y.add_(1);
    String message = assertThrows(IllegalStateException.class, () -> Autograd.grad(gradient.sum(), x)).getMessage();
    assertTrue(message.contains("modified by an inplace operation"), message);
  }
}
