package dev.adjoint.tests.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.device.Dialect;
import dev.adjoint.runtime.backend.device.Grid;
import dev.adjoint.runtime.backend.spi.ArrayKernel;
import dev.adjoint.runtime.backend.spi.View;
import dev.adjoint.tests.corpus.Compilation;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which kernels over arrays are queued, with which arguments, and the text that they are compiled from. */
class ArrayKernelLaunchTest {
  private static ClassLoader loader;

  private final NullBackend backend = new NullBackend(new NullDriver(Dialect.CUDA_C, NullBackend.MEMORY, true));
  private final NullDriver driver = backend.driver;

  @BeforeAll
  static void compile() throws IOException {
    try (InputStream in = ArrayKernelLaunchTest.class.getResourceAsStream("/kernel/ArrayFunctions.java")) {
      String source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      loader = Compilation.withProcessor(Map.of("kernel.ArrayFunctions", source)).loader();
    }
  }

  private static ArrayKernel kernel(String name, Object... uniforms) throws ReflectiveOperationException {
    Constructor<?> constructor = loader.loadClass("kernel.ArrayFunctionsKernels$" + name + "Arrays").getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    return (ArrayKernel) constructor.newInstance(uniforms);
  }

  private View zeros(int n) {
    return backend.zeros(DType.FLOAT64, n);
  }

  @Test
  void aForwardPassIsOneLaunch() throws ReflectiveOperationException {
    backend.arrayKernels().run(kernel("Blur", 30, 40), new View[] {zeros(1200), zeros(1), zeros(1300)});
    assertEquals(1, driver.launched.size());
    NullDriver.Launched launched = driver.last();
    assertEquals("arrayfunctions_blur_float64_forward", launched.kernel());
    assertEquals(new Grid(6, 1, 256, 1), launched.grid(), "as many items as the longest operand has elements");
    List<Object> args = launched.arguments();
    assertEquals(List.of(0, 1200, 30, 40), args.subList(1, 5), "position and length, then the numbers");
    assertEquals(List.of(0, 1300), List.of(args.get(8), args.get(9)));
    assertEquals(12, args.size(), "last the block for faults, and the first number of the kernel's places");
    assertEquals(1, args.get(11));
  }

  @Test
  void aBackwardPassIsOneLaunchAndOneForTheSums() throws ReflectiveOperationException {
    View[] operands = {zeros(900), zeros(900), zeros(1), null};
    View[] seeds = {null, null, null, zeros(900)};
    backend.arrayKernels().pull(kernel("Heat"), operands, seeds, new View[] {zeros(900), null, zeros(1), null});
    assertEquals(List.of("arrayfunctions_heat_float64_backward", "arrayfunctions_heat_float64_collect"),
        driver.launched.stream().map(NullDriver.Launched::kernel).toList());
    assertEquals(new Grid(1, 1, 256, 1), driver.last().grid());
    List<Object> args = driver.launched.getFirst().arguments();
    assertEquals(List.of(0L, 0, 900), args.subList(8, 11), "of an output only the length is needed");
    assertEquals(List.of(0L, -1), args.subList(15, 17), "an adjoint that is not wanted");
    assertEquals(4 * 256, driver.last().arguments().get(args.size() - 2), "how many partial sums there are");
  }

  @Test
  void withoutNumbersThereAreNoSums() throws ReflectiveOperationException {
    backend.arrayKernels().pull(kernel("Defaults"), new View[] {zeros(9), null}, new View[] {null, zeros(9)},
        new View[] {zeros(9), zeros(9)});
    assertEquals(1, driver.launched.size());
  }

  @Test
  void theTextIsTheHeadersAndThenTheKernel() throws ReflectiveOperationException {
    backend.arrayKernels().run(kernel("Forces"), new View[] {zeros(6), zeros(2), zeros(1), zeros(6)});
    String text = driver.sources.get("arrayfunctions_forces_float64");
    int at = 0;
    for (String part : List.of(Dialect.CUDA_C.header(), "#define E double\n", "#define V double\n", "FUNCTION int32 j_div_int",
        "#define J_LOAD(", "CAT(NAME, _adjoint)", "J_ADD_ATOMIC(position_adjoint", "CAT(NAME, _forward)",
        "// The adjoint of position: added with atomic operations, in any order.", "CAT(NAME, _backward)", "SUM_UP(0)")) {
      int next = text.indexOf(part, at);
      assertTrue(next >= at, "after " + at + ": " + part);
      at = next + part.length();
    }
  }

  @Test
  void aDeviceWithoutDoublePrecisionRefusesAKernelInDouble() throws ReflectiveOperationException {
    NullBackend single = new NullBackend(new NullDriver(Dialect.OPENCL_C, NullBackend.MEMORY, false));
    View x = single.zeros(DType.FLOAT32, 4);
    ArrayKernel kernel = kernel("Defaults");
    String message = assertThrows(UnsupportedOperationException.class,
        () -> single.arrayKernels().run(kernel, new View[] {x, single.zeros(DType.FLOAT32, 4)})).getMessage();
    assertTrue(message.contains("ArrayFunctions_defaults") && message.contains("write it for float"), message);
    single.arrayKernels().run(kernel("Smooth"), new View[] {x, single.zeros(DType.FLOAT32, 1), single.zeros(DType.FLOAT32, 4)});
    assertEquals("arrayfunctions_smooth_float32_forward", single.driver.last().kernel());
  }
}
