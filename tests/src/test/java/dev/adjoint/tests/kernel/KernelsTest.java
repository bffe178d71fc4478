package dev.adjoint.tests.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.GradOption;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kernel gives what its Java method gives, element by element, and its adjoint what the generated derivative gives. */
class KernelsTest {
  /** Where numbers behave unusually. */
  private static final double[] SPECIAL = {0.0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 3, -3, 1e-300, 1e300, 7.25, -7.25, 20.5,
      Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 3e9, -3e9, 1e19, 0.1, 100};

  private static Class<?> methods;
  private static Class<?> kernels;
  private static Class<?> derivatives;

  @BeforeAll
  static void compile() throws IOException, ClassNotFoundException {
    Kernels compiled = Kernels.compile("Functions");
    methods = compiled.methods;
    kernels = compiled.operations;
    derivatives = compiled.derivatives;
  }

  static List<Arguments> cases() {
    var cases = new ArrayList<Arguments>();
    for (String device : List.of("cpu", "opencl", "cuda")) {
      for (String method : List.of("swish", "powers", "remainders", "choices", "wholeNumbers", "rounded", "newton", "collatz",
          "leaky", "hyperbola", "shifts")) {
        cases.add(Arguments.of(device, method));
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valuesAndAdjointsAreThoseOfTheJavaMethod(String kind, String name) {
    Device device = Kernels.device(kind);
    Method method = Kernels.find(methods, name);
    Method operation = Kernels.find(kernels, name);
    Class<?>[] types = method.getParameterTypes();
    int n = SPECIAL.length * SPECIAL.length;
    boolean inFloat = method.getReturnType() == float.class;
    var given = new Object[types.length];
    var columns = new double[types.length][n];
    var leaves = new ArrayList<Tensor>();
    for (int p = 0; p < types.length; p++) {
      if (types[p] == int.class) {
        given[p] = 5;
        continue;
      }
      for (int i = 0; i < n; i++) {
        double x = p % 2 == 0 ? SPECIAL[i % SPECIAL.length] : SPECIAL[i / SPECIAL.length];
        columns[p][i] = inFloat ? (float) x : x;
      }
      Tensor leaf = Tensor.of(columns[p]).to(device).requiresGrad_();
      leaves.add(leaf);
      given[p] = leaf;
    }
    Tensor result = (Tensor) Kernels.call(operation, given);
    double[] seed = new double[n];
    Arrays.setAll(seed, i -> i % 7 == 0 ? 0 : 1 + i % 3 * 0.5);
    result.backward(Tensor.of(seed).to(device));
    double[] values = result.detach().to(Device.cpu()).toDoubles();
    Method vjp = vjp(name);
    for (int i = 0; i < n; i++) {
      var args = new Object[types.length];
      var all = new Object[types.length + 1];
      for (int p = 0; p < types.length; p++) {
        args[p] = types[p] == int.class ? given[p] : types[p] == float.class ? (Object) (float) columns[p][i]
            : (Object) columns[p][i];
        all[p] = args[p];
      }
      all[types.length] = inFloat ? (Object) (float) seed[i] : (Object) seed[i];
      double expected = ((Number) Kernels.call(method, args)).doubleValue();
      String where = name + Arrays.toString(args) + " on " + device;
      close(expected, values[i], inFloat, where);
      Object record = Kernels.call(vjp, all);
      var components = record.getClass().getRecordComponents();
      int next = 1;
      for (int p = 0, k = 0; p < types.length; p++) {
        if (types[p] == int.class) {
          continue;
        }
        Tensor grad = leaves.get(k++).grad();
        if (grad == null) {
          continue;
        }
        double adjoint = component(record, components[next++].getAccessor());
        close(adjoint, grad.to(Device.cpu()).toDoubles()[i], inFloat, "adjoint " + p + " of " + where + ", seed " + seed[i]);
      }
    }
  }

  private static double component(Object record, Method accessor) {
    try {
      accessor.setAccessible(true);
      return ((Number) accessor.invoke(record)).doubleValue();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static Method vjp(String name) {
    return Arrays.stream(derivatives.getDeclaredMethods())
        .filter(m -> m.getName().equals(name + "Vjp") && m.getParameterCount() == Kernels.find(methods, name).getParameterCount() + 1)
        .findFirst().orElseThrow();
  }

  private static void close(double expected, double actual, boolean inFloat, String where) {
    if (Double.isNaN(expected) || Double.isInfinite(expected) || expected == 0) {
      assertEquals(expected, actual, 0.0, where);
      return;
    }
    // Devices compute functions to a few units in the last place.
    double unit = inFloat ? 1e-6 : 1e-13;
    assertEquals(expected, actual, unit * Math.max(Math.abs(expected), inFloat ? 1e-30 : 1e-290), where);
  }

  @Test
  void operandsBroadcastAndAdjointsAreSummed() {
    Method swish = Kernels.find(kernels, "swish");
    var generator = new Generator(3);
    Tensor x = generator.normal(DType.FLOAT64, Shape.of(3, 4)).requiresGrad_();
    Tensor beta = generator.normal(DType.FLOAT64, Shape.of(4)).requiresGrad_();
    Tensor y = (Tensor) Kernels.call(swish, x, beta);
    assertEquals(Shape.of(3, 4), y.shape());
    assertEquals("Functions_swishBackward", y.gradFn().name());
    y.sum().backward();
    Tensor x2 = x.detach().copy().requiresGrad_();
    Tensor beta2 = beta.detach().copy().requiresGrad_();
    x2.mul(x2.mul(beta2).sigmoid()).sum().backward();
    assertTrue(x.grad().allClose(x2.grad(), 1e-12, 1e-14));
    assertTrue(beta.grad().allClose(beta2.grad(), 1e-12, 1e-14));
  }

  @Test
  void transposedOperandsAreReadWhereTheyAre() {
    Tensor x = new Generator(4).normal(DType.FLOAT32, Shape.of(5, 3));
    Tensor beta = Tensor.ones(1);
    Tensor y = (Tensor) Kernels.call(Kernels.find(kernels, "swish"), x.t(), beta);
    assertTrue(y.equalTo(((Tensor) Kernels.call(Kernels.find(kernels, "swish"), x, beta)).t().copy()));
    assertEquals(DType.FLOAT32, y.dtype());
  }

  @Test
  void aConstantOperandHasNoAdjoint() {
    Tensor x = Tensor.of(1f, -2f).requiresGrad_();
    Tensor slope = Tensor.of(0.5f, 0.25f).requiresGrad_();
    Tensor y = (Tensor) Kernels.call(Kernels.find(kernels, "leaky"), x, slope);
    y.sum().backward();
    assertEquals(List.of(1f, 0.25f), List.of(x.grad().toFloats()[0], x.grad().toFloats()[1]));
    assertEquals(null, slope.grad());
  }

  @Test
  void aSavedOperandThatIsChangedIsRefused() {
    Tensor x = Tensor.of(1.0, 2.0).requiresGrad_();
    Tensor y = x.mul(2);
    Tensor z = (Tensor) Kernels.call(Kernels.find(kernels, "swish"), y, Tensor.scalar(1.0));
    y.add_(1);
    String message = assertThrows(IllegalStateException.class, () -> z.sum().backward()).getMessage();
    assertTrue(message.contains("modified by an inplace operation") && message.contains("Functions_swishBackward"), message);
  }

  @Test
  void aRecordedBackwardPassIsRefusedWhereValuesOfALoopAreKept() {
    Tensor x = Tensor.of(1.0, 2.0).requiresGrad_();
    Tensor z = ((Tensor) Kernels.call(Kernels.find(kernels, "newton"), x, 3)).sum();
    String message =
        assertThrows(IllegalStateException.class, () -> z.backward(GradOption.CREATE_GRAPH)).getMessage();
    assertTrue(message.contains("Functions_newtonBackward"), message);
  }

  @Test
  void wholeNumbersAreRefusedAsElements() {
    String message = assertThrows(IllegalArgumentException.class,
        () -> Kernels.call(Kernels.find(kernels, "swish"), Tensor.of(1L, 2L), Tensor.scalar(1.0))).getMessage();
    assertTrue(message.contains("Functions_swish") && message.contains("int64"), message);
  }
}
