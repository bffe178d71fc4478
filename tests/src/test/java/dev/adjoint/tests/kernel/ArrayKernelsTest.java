package dev.adjoint.tests.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kernel over arrays writes what its Java method writes, and its adjoint is that of the generated derivative. */
class ArrayKernelsTest {
  private static Kernels kernels;

  /** The arguments of a call: arrays by their contents, of which some are outputs, and numbers. */
  record Call(String method, Object... arguments) {
    @Override
    public String toString() {
      return method;
    }
  }

  @BeforeAll
  static void compile() throws IOException, ClassNotFoundException {
    kernels = Kernels.compile("ArrayFunctions");
  }

  private static double[] some(int n, int seed) {
    var random = new Random(seed);
    return random.doubles(n, -1.5, 1.5).toArray();
  }

  private static float[] single(double[] x) {
    var floats = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      floats[i] = (float) x[i];
    }
    return floats;
  }

  static List<Call> calls() {
    int n = 1000;
    double[] positive = Arrays.stream(some(n, 2)).map(Math::abs).toArray();
    int[] index = new Random(5).ints(700, 0, 40).toArray();
    return List.of(
        new Call("heat", some(n, 1), positive, 0.1, some(n, 3)),
        new Call("heat", some(1, 1), some(1, 2), 0.1, some(1, 3)),
        new Call("blur", some(37 * 29, 1), 37, 29, 0.3, some(37 * 29 + 5, 2)),
        new Call("blur", some(12, 1), 0, 0, 0.3, some(12, 2)),
        new Call("logSumExp", some(60 * 17, 1), 17, some(60, 2)),
        new Call("normalize", some(33 * 9, 1), 9, some(33, 2), some(33 * 9, 3)),
        new Call("forces", some(3 * 70, 1), Arrays.copyOf(positive, 70), 0.05, some(3 * 70, 4)),
        new Call("gather", some(40, 1), index, some(700, 2)),
        new Call("relax", some(500, 1), 0.4, some(500, 2)),
        new Call("defaults", some(300, 1), some(300, 2)),
        new Call("polynomial", some(4, 1), some(3000, 2), some(3000, 3)),
        new Call("butterflies", some(600, 1), 0.7, some(600, 2), some(300, 3)),
        new Call("strided", some(1000, 1), some(500, 2)),
        new Call("columns", some(13 * 50, 1), 13, 50, some(13 * 50, 2)),
        new Call("rowSums", some(12, 1), new long[] {0, 2, 1, 4, 4, 3, 0, 1, 2, 3, 4, 0}, new int[] {0, 2, 5, 5, 9, 12}, some(5, 2), 1,
            some(4, 3)),
        new Call("classes", some(200, 1), new int[200], some(200, 2)),
        new Call("across", some(21 * 34, 1), 21, 34, some(21 * 34, 2)),
        new Call("firsts", some(40 * 8, 1), 8, some(40, 2)),
        new Call("iterate", some(300, 1), 0.7, some(300, 2)),
        new Call("march", some(90, 1), 5, some(7, 2), 0.3, some(90, 3)),
        new Call("march", some(20_000, 1), 30, some(31, 2), 0.1, some(20_000, 3)),
        new Call("march", some(9, 1), 0, some(0, 2), 0.3, some(9, 3)),
        new Call("local", some(3 * 80, 1), 0.8, some(80, 2)),
        new Call("window", single(some(40 * 12, 1)), 12, 0.8f, single(some(40, 2))),
        new Call("smooth", single(some(n, 1)), 0.3f, single(some(n, 2))));
  }

  static Stream<Arguments> cases() {
    return Stream.of("cpu", "opencl", "cuda").flatMap(kind -> Stream.of(DType.FLOAT32, DType.FLOAT64)
        .flatMap(type -> calls().stream().map(call -> Arguments.of(kind, type, call))));
  }

  private static boolean isArray(Object argument) {
    return argument.getClass().isArray();
  }

  private static boolean isReal(Object argument) {
    return argument instanceof double[] || argument instanceof float[];
  }

  /** The values that a tensor of the type holds. */
  private static Object rounded(Object argument, DType type) {
    if (type == DType.FLOAT64 || !(argument instanceof double[] || argument instanceof Double)) {
      return argument;
    }
    return argument instanceof Double d ? (Object) (double) (float) (double) d
        : Arrays.stream((double[]) argument).map(x -> (float) x).toArray();
  }

  private static Object copy(Object argument) {
    if (!isArray(argument)) {
      return argument;
    }
    Object copy = Array.newInstance(argument.getClass().getComponentType(), Array.getLength(argument));
    System.arraycopy(argument, 0, copy, 0, Array.getLength(argument));
    return copy;
  }

  private static double[] doubles(Object array) {
    var doubles = new double[Array.getLength(array)];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = ((Number) Array.get(array, i)).doubleValue();
    }
    return doubles;
  }

  private static Tensor tensor(Object argument, DType type, Device device) {
    return switch (argument) {
      case int[] whole -> Tensor.of(Arrays.stream(whole).asLongStream().toArray()).to(device);
      case long[] whole -> Tensor.of(whole).to(device);
      case Object real -> Tensor.of(isArray(real) ? doubles(real) : new double[] {((Number) real).doubleValue()}).to(type).to(device);
    };
  }

  @ParameterizedTest
  @MethodSource("cases")
  void outputsAndAdjointsAreThoseOfTheJavaMethod(String kind, DType type, Call call) {
    Device device = Kernels.device(kind);
    Method method = Kernels.find(kernels.methods, call.method());
    Method operation = Kernels.find(kernels.operations, call.method());
    int count = method.getParameterCount();
    var java = new Object[count];
    var given = new Object[count];
    var leaves = new Tensor[count];
    for (int p = 0; p < count; p++) {
      java[p] = rounded(call.arguments()[p], type);
      given[p] = java[p];
      if (operation.getParameterTypes()[p] == Tensor.class) {
        Tensor leaf = tensor(java[p], type, device);
        if (leaf.dtype().isFloating()) {
          leaves[p] = leaf.requiresGrad_();
          leaf = leaf.mul(1);
        }
        given[p] = leaf;
      }
    }
    Kernels.call(operation, given);
    var after = Arrays.stream(java).map(ArrayKernelsTest::copy).toArray();
    Kernels.call(method, after);

    double unit = type == DType.FLOAT32 || java[0] instanceof float[] ? 2e-5 : 1e-11;
    var adjoints = new Object[count];
    Tensor loss = null;
    for (int p = 0; p < count; p++) {
      if (!isReal(java[p])) {
        if (isArray(java[p])) {
          assertArrayEquals(doubles(after[p]), ((Tensor) given[p]).to(Device.cpu()).to(DType.FLOAT64).toDoubles(), call + " " + p);
        }
        continue;
      }
      Tensor result = (Tensor) given[p];
      double[] seed = new double[Array.getLength(java[p])];
      boolean written = !Arrays.equals(doubles(after[p]), doubles(java[p])) || p == count - 1;
      for (int i = 0; i < seed.length; i++) {
        seed[i] = written ? i % 7 == 0 ? 0 : 1 + i % 3 * 0.5 : 0;
      }
      adjoints[p] = java[p] instanceof float[] ? single(seed) : seed;
      assertClose(doubles(after[p]), result.detach().to(Device.cpu()).toDoubles(), unit, call + " " + p);
      if (written) {
        Tensor part = result.mul(Tensor.of(seed).to(type).to(device)).sum();
        loss = loss == null ? part : loss.add(part);
      }
    }
    loss.backward();

    var all = new ArrayList<Object>(Arrays.asList(Arrays.stream(java).map(ArrayKernelsTest::copy).toArray()));
    Arrays.stream(adjoints).filter(a -> a != null).forEach(all::add);
    Method vjp = Arrays.stream(kernels.derivatives.getDeclaredMethods())
        .filter(m -> m.getName().equals(call.method() + "Vjp") && m.getParameterCount() == all.size()).findFirst().orElseThrow();
    Object record = Kernels.call(vjp, all.toArray());
    int component = 0;
    for (int p = 0; p < count; p++) {
      if (leaves[p] == null) {
        continue;
      }
      double[] expected = isArray(java[p]) ? doubles(adjoints[p]) : new double[] {component(record, component++)};
      Tensor grad = leaves[p].grad();
      double[] actual = grad == null ? new double[expected.length] : grad.to(Device.cpu()).toDoubles();
      assertClose(expected, actual, 20 * unit, "adjoint of parameter " + p + " of " + call);
    }
  }

  private static double component(Object record, int index) {
    try {
      Method accessor = record.getClass().getRecordComponents()[index].getAccessor();
      accessor.setAccessible(true);
      return ((Number) accessor.invoke(record)).doubleValue();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertClose(double[] expected, double[] actual, double unit, String what) {
    assertEquals(expected.length, actual.length, what);
    double scale = Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElse(0));
    assertArrayEquals(expected, actual, unit * scale, what);
  }
}
