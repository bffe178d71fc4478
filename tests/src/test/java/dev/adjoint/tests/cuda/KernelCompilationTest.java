package dev.adjoint.tests.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.cuda.CudaBackend;
import dev.adjoint.runtime.backend.cuda.CudaLibraries;
import dev.adjoint.runtime.backend.spi.ArrayKernel;
import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.CompareOp;
import dev.adjoint.runtime.backend.spi.ElementKernel;
import dev.adjoint.runtime.backend.spi.ReduceOp;
import dev.adjoint.runtime.backend.spi.TernaryOp;
import dev.adjoint.runtime.backend.spi.UnaryOp;
import dev.adjoint.runtime.backend.spi.View;
import dev.adjoint.runtime.backend.spi.Window;
import dev.adjoint.runtime.ffi.NativeLibrary;
import dev.adjoint.tests.corpus.Compilation;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every program compiles with NVRTC into machine code, which has the kernels that are asked for, with parameters of the sizes
 * of the arguments that they get. NVRTC needs no device; the driver is played.
 */
class KernelCompilationTest {
  private final FakeCuda cuda = new FakeCuda();
  private CudaBackend backend;

  @BeforeEach
  void withTheRealCompiler() {
    NativeLibrary nvrtc = CudaLibraries.nvrtc(13);
    if (nvrtc instanceof NativeLibrary.Missing missing) {
      abort("no NVRTC: " + missing.reason());
    }
    cuda.room = 1 << 26;
    backend = new CudaBackend(cuda.library.loaded(), nvrtc, new NativeLibrary.Missing("not wanted here"));
    backend.memoryBudget(Fakes.DEVICE, cuda.room);
  }

  @AfterEach
  void theDriverGotWhatItNeeds() {
    if (backend == null) {
      return;
    }
    if (cuda.library.defect != null) {
      throw new AssertionError("in a function of the driver", cuda.library.defect);
    }
    assertTrue(!cuda.launched.isEmpty());
    assertEquals(List.of(), cuda.wrongArguments);
  }

  private View ones(DType dtype, int... sizes) {
    Shape shape = Shape.of(sizes);
    int n = shape.numel();
    Object array = switch (dtype) {
      case FLOAT32 -> filled(new float[n]);
      case FLOAT64 -> filled(new double[n]);
      case INT64 -> filled(new long[n]);
      case BOOL -> new boolean[n];
    };
    return new View(backend.memory().upload(Fakes.DEVICE, array), shape);
  }

  private static float[] filled(float[] x) {
    Arrays.fill(x, 1);
    return x;
  }

  private static double[] filled(double[] x) {
    Arrays.fill(x, 1);
    return x;
  }

  private static long[] filled(long[] x) {
    Arrays.fill(x, 1);
    return x;
  }

  /** The same elements, but not four at a time. */
  private static View strided(View view) {
    return new View(view.storage(), 1, Shape.of(2), new int[] {2});
  }

  private static boolean isDefined(Runnable operation) {
    try {
      operation.run();
      return true;
    } catch (IllegalArgumentException e) {
      assertTrue(e.getMessage().contains("not defined for elements of type"), e.getMessage());
      return false;
    }
  }

  private static final List<DType> TYPES = List.of(DType.values());
  private static final List<DType> FLOATING = List.of(DType.FLOAT32, DType.FLOAT64);

  @Test
  void elementwiseFunctions() {
    int defined = 0;
    for (DType dtype : TYPES) {
      View x = ones(dtype, 4);
      View odd = strided(x);
      View out = ones(dtype, 4);
      View oddOut = strided(out);
      for (UnaryOp op : UnaryOp.values()) {
        defined += isDefined(() -> backend.elementwise().unary(op, x, out)) ? 1 : 0;
        isDefined(() -> backend.elementwise().unary(op, odd, oddOut));
      }
      for (BinaryOp op : BinaryOp.values()) {
        defined += isDefined(() -> backend.elementwise().binary(op, x, x, out)) ? 1 : 0;
        isDefined(() -> backend.elementwise().binary(op, odd, odd, oddOut));
      }
      for (TernaryOp op : TernaryOp.values()) {
        defined += isDefined(() -> backend.elementwise().ternary(op, x, x, x, out)) ? 1 : 0;
        isDefined(() -> backend.elementwise().ternary(op, odd, odd, odd, oddOut));
      }
    }
    assertEquals(52 + 44 + 14, defined);
  }

  @Test
  void comparisonsChoicesAndConversions() {
    View truth = ones(DType.BOOL, 4);
    for (DType dtype : TYPES) {
      View x = ones(dtype, 4);
      for (CompareOp op : CompareOp.values()) {
        backend.elementwise().compare(op, x, x, truth);
        backend.elementwise().compare(op, strided(x), strided(x), strided(truth));
      }
      backend.elementwise().where(truth, x, x, ones(dtype, 4));
      backend.elementwise().where(strided(truth), strided(x), strided(x), strided(x));
      for (DType to : TYPES) {
        backend.memory().copy(strided(x), strided(ones(to, 4)));
      }
    }
    assertEquals(4 * (6 * 2 + 2 + 4), cuda.launched.size());
  }

  @Test
  void reductionsAndFunctionsAlongADimension() {
    for (DType dtype : TYPES) {
      View few = ones(dtype, 3, 4);
      View wide = ones(dtype, 2, 20_000);
      View tall = ones(dtype, 20_000, 2);
      for (ReduceOp op : ReduceOp.values()) {
        boolean places = op == ReduceOp.ARGMAX || op == ReduceOp.ARGMIN;
        DType to = places ? DType.INT64 : dtype;
        isDefined(() -> backend.reductions().reduce(op, few, new boolean[] {false, true}, ones(to, 3, 1)));
        isDefined(() -> backend.reductions().reduce(op, wide, new boolean[] {false, true}, ones(to, 2, 1)));
        isDefined(() -> backend.reductions().reduce(op, tall, new boolean[] {true, false}, ones(to, 1, 2)));
      }
    }
    for (DType dtype : FLOATING) {
      for (View x : List.of(ones(dtype, 3, 4), ones(dtype, 2, 100))) {
        View out = ones(dtype, x.shape().sizes());
        backend.reductions().softmax(x, 1, true, out);
        backend.reductions().softmaxPull(x, x, 1, false, out);
      }
    }
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT64)) {
      for (View x : List.of(ones(dtype, 3, 4), ones(dtype, 2, 100))) {
        backend.reductions().cumsum(x, 1, true, ones(dtype, x.shape().sizes()));
      }
    }
    assertEquals(Set.of("rows", "columns", "finish", "item", "group"), ends());
  }

  private Set<String> ends() {
    return cuda.launched.stream().map(l -> l.kernel().substring(l.kernel().lastIndexOf('_') + 1)).collect(Collectors.toSet());
  }

  @Test
  void gathersAndScatters() {
    View index = ones(DType.INT64, 4);
    View many = ones(DType.INT64, 5000);
    for (DType dtype : TYPES) {
      backend.indexing().gather(ones(dtype, 4), 0, index, ones(dtype, 4));
      if (dtype != DType.BOOL) {
        backend.indexing().scatterAdd(ones(dtype, 4), 0, index, ones(dtype, 4));
        backend.indexing().scatterAdd(ones(dtype, 4), 0, many, ones(dtype, 5000));
      }
    }
    backend.elementwise().unary(UnaryOp.NEG, index, index);
    backend.indexing().gather(ones(DType.BOOL, 4), 0, index, ones(DType.BOOL, 4));
    assertTrue(ends().containsAll(Set.of("gather", "lanes", "keys", "sort", "runs", "check")), ends().toString());
  }

  @Test
  void windowsRandomNumbersAndProducts() {
    var window = Window.square(2);
    for (DType dtype : FLOATING) {
      View image = ones(dtype, 1, 2, 3, 3);
      backend.windows().unfold(image, window, ones(dtype, 1, 8, 4));
      backend.windows().fold(ones(dtype, 1, 8, 4), window, image);
      backend.windows().maxPool(image, window, ones(dtype, 1, 2, 2, 2), ones(DType.INT64, 1, 2, 2, 2));
      backend.randomNumbers().uniform(image, 1, 2);
      backend.randomNumbers().normal(image, 1, 2);
      backend.matrixProducts().matmul(ones(dtype, 1, 2, 2), ones(dtype, 1, 2, 2), ones(dtype, 1, 2, 2), true);
      backend.matrixProducts().matmul(ones(dtype, 1, 200, 8), ones(dtype, 1, 8, 200), ones(dtype, 1, 200, 200), false);
    }
    assertEquals(14, cuda.launched.size());
  }

  @Test
  void kernelsWrittenInJava() throws IOException, ReflectiveOperationException {
    String source;
    try (InputStream in = KernelCompilationTest.class.getResourceAsStream("/kernel/Functions.java")) {
      source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Compilation compilation = Compilation.withProcessor(Map.of("kernel.Functions", source));
    assertTrue(compilation.success(), () -> compilation.diagnostics().toString());
    int kernels = 0;
    for (Class<?> type : compilation.loader().loadClass("kernel.FunctionsKernels").getDeclaredClasses()) {
      if (ElementKernel.class.isAssignableFrom(type)) {
        kernels++;
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        run((ElementKernel) constructor.newInstance(Arrays.stream(constructor.getParameterTypes())
            .map(p -> p == int.class ? (Object) 5 : p == long.class ? (Object) 5L : true).toArray()));
      }
    }
    assertEquals(kernels * 2 * 4, cuda.launched.size(), "two types of elements, forward and backward, flat and strided");
    assertTrue(kernels >= 11);
  }

  private void run(ElementKernel kernel) {
    for (DType dtype : FLOATING) {
      View x = ones(dtype, 4);
      for (View view : List.of(x, strided(x))) {
        View[] operands = new View[kernel.operands()];
        View[] adjoints = new View[operands.length];
        for (int i = 0; i < operands.length; i++) {
          operands[i] = view;
          adjoints[i] = kernel.hasAdjoint(i) ? view : null;
        }
        backend.elementwise().kernel(kernel, operands, view);
        backend.elementwise().kernelPull(kernel, operands, view, adjoints);
      }
    }
  }

  @Test
  void kernelsOverArrays() throws IOException, ReflectiveOperationException {
    String source;
    try (InputStream in = KernelCompilationTest.class.getResourceAsStream("/kernel/ArrayFunctions.java")) {
      source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Compilation compilation = Compilation.withProcessor(Map.of("kernel.ArrayFunctions", source));
    int launches = 0;
    for (Class<?> type : compilation.loader().loadClass("kernel.ArrayFunctionsKernels").getDeclaredClasses()) {
      Constructor<?> constructor = type.getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      var kernel = (ArrayKernel) constructor.newInstance(Arrays.stream(constructor.getParameterTypes())
          .map(p -> p == int.class ? (Object) 2 : (Object) 0.5).toArray());
      for (DType dtype : FLOATING) {
        run(kernel, dtype);
        launches += kernel.sums() == 0 ? 2 : 3;
      }
    }
    assertTrue(launches > 60);
    assertEquals(launches, cuda.launched.size(), "forward, backward, and sums where there are any");
  }

  private void run(ArrayKernel kernel, DType dtype) {
    List<ArrayKernel.Parameter> parameters = kernel.operands();
    View[] operands = parameters.stream()
        .map(p -> ones(p.isFloating() ? dtype : DType.INT64, p.role() == ArrayKernel.Role.NUMBER ? 1 : 4)).toArray(View[]::new);
    View[] seeds = new View[operands.length];
    View[] adjoints = new View[operands.length];
    for (int k = 0; k < operands.length; k++) {
      seeds[k] = parameters.get(k).role() == ArrayKernel.Role.OUTPUT && parameters.get(k).isFloating() ? operands[k] : null;
      adjoints[k] = parameters.get(k).wrt() ? operands[k] : null;
    }
    backend.arrayKernels().run(kernel, operands);
    backend.arrayKernels().pull(kernel, operands, seeds, adjoints);
  }
}
