package dev.adjoint.tests.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.backend.device.Arguments;
import dev.adjoint.runtime.backend.device.DeviceException;
import dev.adjoint.runtime.backend.device.DeviceQueue;
import dev.adjoint.runtime.backend.device.Grid;
import dev.adjoint.runtime.backend.device.KernelBuildException;
import dev.adjoint.runtime.backend.opencl.OpenClBackend;
import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.UnaryOp;
import dev.adjoint.runtime.backend.spi.View;
import dev.adjoint.runtime.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Finding devices, and what goes wrong on them. */
class OpenClBackendTest {

  /** Prints what the search for OpenCL gives, in a JVM of its own. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] args) {
      System.out.println(new OpenClBackend().probe());
    }
  }

  @Test
  void withoutALibraryItIsUnavailableWithTheReason() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process = new ProcessBuilder(java, "--enable-native-access=ALL-UNNAMED",
        "-Dadjoint.opencl.library=/no/such/libOpenCL.so", "-cp", System.getProperty("java.class.path"),
        Probe.class.getName()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals(0, process.waitFor(), "probe() never throws");
    assertTrue(output.startsWith("Unavailable[reason=no OpenCL device: /no/such/libOpenCL.so: "), output);
    assertTrue(output.endsWith("given by adjoint.opencl.library]"), output);
  }

  @Test
  void devicesAreNumberedFromZero() {
    OpenClBackend backend = OpenClDevice.backend();
    assertTrue(backend.info(OpenClDevice.DEVICE).memoryBytes() > 0);
    Device none = new Device("opencl", 99);
    var error = assertThrows(IllegalArgumentException.class, () -> Tensor.ones(2).to(none));
    assertTrue(error.getMessage().startsWith("no device opencl:99 here: backend opencl has opencl:0"), error.getMessage());
  }

  @Test
  void operandsOnTwoDevicesAreRefusedWithBothNames() {
    OpenClDevice.backend();
    Tensor there = Tensor.ones(2).to(OpenClDevice.DEVICE);
    var error = assertThrows(IllegalArgumentException.class, () -> there.add(Tensor.ones(2)));
    assertTrue(error.getMessage().contains("opencl:0") && error.getMessage().contains("cpu"), error.getMessage());
  }

  @Test
  void aProgramThatDoesNotCompileIsNamedAndTheLogShown() {
    DeviceQueue queue = OpenClDevice.backend().queue(OpenClDevice.DEVICE);
    var error = assertThrows(KernelBuildException.class,
        () -> queue.compile("half_baked", "__kernel void half_baked(__global float *x) { x[0] = nonsense; }"));
    assertTrue(error.getMessage().startsWith("kernel program half_baked does not compile for "), error.getMessage());
    assertTrue(error.log().contains("nonsense"), error.log());
    var program = queue.compile("fine", "__kernel void fine(__global float *x) { x[0] = 1; }");
    var missing = assertThrows(DeviceException.class, () -> program.kernel("absent"));
    assertTrue(missing.getMessage().startsWith("clCreateKernel of absent in program fine on "), missing.getMessage());
    assertTrue(missing.getMessage().endsWith("failed with CL_INVALID_KERNEL_NAME (-46)"), missing.getMessage());
  }

  @Test
  void aCommandThatFailsIsNamedWithItsKernel() {
    OpenClBackend backend = OpenClDevice.backend();
    DeviceQueue queue = backend.queue(OpenClDevice.DEVICE);
    var kernel = queue.compile("fine", "__kernel void fine(__global float *x) { x[0] = 1; }").kernel("fine");
    var launch = assertThrows(DeviceException.class,
        () -> queue.launch(kernel, new Grid(1, 1, 1 << 20, 1), new Arguments().buffer(0)));
    assertTrue(launch.getMessage().startsWith("kernel fine with Grid["), launch.getMessage());
    assertTrue(launch.getMessage().contains("failed with CL_INVALID_WORK_"), launch.getMessage());
    var argument = assertThrows(DeviceException.class,
        () -> queue.launch(kernel, new Grid(1, 1, 1, 1), new Arguments().of(1).of(2)));
    assertTrue(argument.getMessage().startsWith("clSetKernelArg of argument "), argument.getMessage());
    long block = queue.allocate(16);
    var copy = assertThrows(DeviceException.class, () -> queue.clear(block, 0, 1024));
    assertTrue(copy.getMessage().startsWith("clEnqueueFillBuffer on "), copy.getMessage());
    assertTrue(copy.getMessage().contains(", after kernel fine, failed with "), copy.getMessage());
    queue.free(block);
  }

  @Test
  void timeIsMeasuredBetweenTwoPointsOfTheQueue() {
    OpenClBackend backend = OpenClDevice.backend();
    DeviceQueue queue = backend.queue(OpenClDevice.DEVICE);
    View x = OpenClDevice.zeros(DType.FLOAT32, 1 << 18);
    try (var before = queue.record()) {
      for (int i = 0; i < 10; i++) {
        backend.elementwise().unary(UnaryOp.EXP, x, x);
      }
      try (var after = queue.record()) {
        assertTrue(after.nanosSince(before) > 0);
      }
    }
  }

  @Test
  void threadsShareADevice() throws Exception {
    OpenClBackend backend = OpenClDevice.backend();
    View[] sums = new View[4];
    var threads = new Thread[sums.length];
    for (int t = 0; t < threads.length; t++) {
      int start = t;
      threads[t] = Thread.ofPlatform().start(() -> {
        View x = OpenClDevice.view(new float[] {start, start, start}, 3);
        for (int i = 0; i < 200; i++) {
          View next = OpenClDevice.zeros(DType.FLOAT32, 3);
          backend.elementwise().binary(BinaryOp.ADD, x,
              Scalar.of(1), next);
          x = next;
        }
        sums[start] = x;
      });
    }
    for (Thread thread : threads) {
      thread.join();
    }
    for (int t = 0; t < threads.length; t++) {
      float end = 200 + t;
      assertEquals(List.of(end, end, end), boxed((float[]) backend.memory().download(sums[t])));
    }
  }

  private static List<Float> boxed(float[] x) {
    return List.of(x[0], x[1], x[2]);
  }
}
