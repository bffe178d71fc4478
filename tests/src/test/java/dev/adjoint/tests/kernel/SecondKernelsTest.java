package dev.adjoint.tests.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.autograd.Autograd;
import dev.adjoint.runtime.backend.Backends;
import dev.adjoint.runtime.backend.spi.Availability;
import dev.adjoint.runtime.tensor.GradOption;
import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.tests.corpus.Compilation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backward pass through a kernel is differentiated again: against the tensor form, and against known second derivatives. */
class SecondKernelsTest {
  private static Class<?> kernels;

  @BeforeAll
  static void compile() throws ClassNotFoundException {
    Compilation compilation = Compilation.withProcessor(Map.of("kernel.Smooth", """
        package kernel;
        import dev.adjoint.annotations.*;
        final class Smooth {
          @Kernel
          @Differentiable
          static double swish(double x, double beta) {
            return x / (1 + Math.exp(-beta * x));
          }
          @Kernel
          @Differentiable
          static double mixed(double x, @NonDifferentiable double w, double y, int n) {
            double a = Math.sin(x) * y * y * n;
            return a > 0 ? a * w : a * a;
          }
          @Kernel
          @Differentiable
          static double roots(double x, double y) {
            return y * Math.sqrt(x);
          }
          @Kernel
          @Differentiable
          static float single(float x) {
            return x * x * x;
          }
        }
        """), "-Xlint:all");
    assertTrue(compilation.success(), () -> compilation.diagnostics().toString());
    assertEquals(List.of(), compilation.diagnostics());
    kernels = compilation.loader().loadClass("kernel.SmoothKernels");
  }

  private static Tensor call(String name, Object... args) {
    try {
      Method m = Arrays.stream(kernels.getDeclaredMethods()).filter(k -> k.getName().equals(name)).findFirst().orElseThrow();
      m.setAccessible(true);
      return (Tensor) m.invoke(null, args);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static Device device(String kind) {
    if (!kind.equals("cpu")) {
      assumeTrue(Backends.all().stream()
          .anyMatch(b -> b.deviceKind().equals(kind) && b.probe() instanceof Availability.Available), "no " + kind + " device");
    }
    return new Device(kind, 0);
  }

  private static void assertClose(Tensor expected, Tensor actual, String what) {
    double[] e = expected.detach().to(Device.cpu()).toDoubles();
    double[] a = actual.detach().to(Device.cpu()).toDoubles();
    assertEquals(e.length, a.length, what);
    for (int i = 0; i < e.length; i++) {
      assertEquals(e[i], a[i], 1e-10 * (1 + Math.abs(e[i])), what + " at " + i);
    }
  }

  /** Derivatives of a weighted sum of squares of first derivatives, which mixes all second ones. */
  private static List<Tensor> twice(Tensor value, Tensor x, Tensor y) {
    Tensor weights = Tensor.of(1.0, -2.0, 0.5, 3.0).to(x.device());
    List<Tensor> first = Autograd.grad(value.mul(weights).sum(), List.of(x, y), GradOption.CREATE_GRAPH);
    Tensor penalty = first.get(0).mul(first.get(0)).sum().add(first.get(1).mul(first.get(0).sum()).sum());
    return Autograd.grad(penalty, List.of(x, y));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "opencl", "cuda"})
  void secondDerivativesAreThoseOfTheTensorForm(String kind) {
    Device device = device(kind);
    Tensor x = Tensor.of(0.5, -1.25, 2.0, 0.0).to(device).requiresGrad_();
    Tensor y = Tensor.of(1.5, 0.75, -0.5, 2.0).to(device).requiresGrad_();
    List<Tensor> kernel = twice(call("swish", x, y), x, y);
    List<Tensor> tensors = twice(x.div(y.neg().mul(x).exp().add(1)), x, y);
    assertClose(tensors.get(0), kernel.get(0), "x on " + kind);
    assertClose(tensors.get(1), kernel.get(1), "y on " + kind);
  }

  @Test
  void constantsUniformsAndBranchesTakePart() {
    Tensor x = Tensor.of(0.5, -1.25, 2.0, -0.3).requiresGrad_();
    Tensor w = Tensor.of(2.0, 3.0, 4.0, 5.0);
    Tensor y = Tensor.of(1.5, 0.75, -0.5, 2.0).requiresGrad_();
    List<Tensor> kernel = twice(call("mixed", x, w, y, 3), x, y);
    Tensor a = x.sin().mul(y).mul(y).mul(3);
    List<Tensor> tensors = twice(Tensor.where(a.gt(0), a.mul(w), a.mul(a)), x, y);
    assertClose(tensors.get(0), kernel.get(0), "x");
    assertClose(tensors.get(1), kernel.get(1), "y");
  }

  @Test
  void operandsBroadcast() {
    Tensor x = Tensor.of(0.5, -1.25, 2.0, 1.0).requiresGrad_();
    Tensor y = Tensor.scalar(1.5).requiresGrad_();
    List<Tensor> kernel = twice(call("swish", x, y), x, y);
    List<Tensor> tensors = twice(x.div(y.neg().mul(x).exp().add(1)), x, y);
    assertClose(tensors.get(0), kernel.get(0), "x");
    assertClose(tensors.get(1), kernel.get(1), "y");
  }

  @Test
  void aSeedThatHappensToBeZeroHasADerivative() {
    Tensor x = Tensor.of(4.0, 9.0).requiresGrad_();
    Tensor y = Tensor.of(0.0, 0.0).requiresGrad_();
    Tensor gradient = Autograd.grad(call("roots", x, y).sum(), x, GradOption.CREATE_GRAPH);
    assertClose(Tensor.of(0.25, 1.0 / 6), Autograd.grad(gradient.sum(), y), "mixed derivative");
  }

  @Test
  void floatsAreDifferentiatedTwice() {
    Tensor x = Tensor.of(2f, -3f).requiresGrad_();
    Tensor gradient = Autograd.grad(call("single", x).sum(), x, GradOption.CREATE_GRAPH);
    assertClose(Tensor.of(12.0, -18.0), Autograd.grad(gradient.sum(), x), "6x");
  }

  @Test
  void thirdDerivativesAreRefused() {
    Tensor x = Tensor.of(2.0, -3.0).requiresGrad_();
    Tensor gradient = Autograd.grad(call("swish", x, Tensor.scalar(1.0)).sum(), x, GradOption.CREATE_GRAPH);
    String message = assertThrows(IllegalStateException.class,
        () -> Autograd.grad(gradient.sum(), x, GradOption.CREATE_GRAPH)).getMessage();
    assertTrue(message.contains("Smooth_swishBackwardBackward"), message);
  }
}
