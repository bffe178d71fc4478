package dev.adjoint.tests.benchmarks;

import static dev.adjoint.tests.benchmarks.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adjoint.benchmarks.device.ArrayKernelBenchmark;
import dev.adjoint.benchmarks.device.DeviceMeasurements;
import dev.adjoint.benchmarks.device.ElementwiseChainBenchmark;
import dev.adjoint.benchmarks.tensor.Inputs;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The benchmarks of kernels have the answers of the Java methods and of loops over doubles. */
class DeviceBenchmarksTest {
  @ParameterizedTest
  @EnumSource
  void arrayKernel(ArrayKernelBenchmark.Kind kind) {
    var benchmark = ArrayKernelBenchmark.of(kind);
    double value = benchmark.primal()[1];
    double adjoint = benchmark.vjp()[1];
    assertTrue(value != 0 && adjoint != 0, value + " " + adjoint);
    assertEquals(value, benchmark.kernel(), 1e-12 * Math.abs(value));
    assertEquals(adjoint, benchmark.kernelGradient(), 1e-10 * Math.abs(adjoint));
    assertEquals(adjoint, benchmark.kernelGradient(), 1e-10 * Math.abs(adjoint), "each call begins anew");
    assumeTrue(ArrayKernelBenchmark.hasDevice(), "no OpenCL device");
    assertEquals(value, benchmark.device(), 1e-11 * Math.abs(value));
    assertEquals(adjoint, benchmark.deviceGradient(), 1e-9 * Math.abs(adjoint));
  }

  @Test
  void elementwiseChain() {
    int n = 16_000;
    float[] x = Inputs.normal(1, n), w = Inputs.normal(2, n), b = Inputs.normal(3, n);
    var expected = new double[3][n];
    for (int i = 0; i < n; i++) {
      double t = Math.tanh(x[i] * (double) w[i] + b[i]);
      double seed = 2 * (t * x[i] + 1);
      double inner = seed * x[i] * (1 - t * t);
      expected[0][i] = seed * t + inner * w[i];
      expected[1][i] = inner * x[i];
      expected[2][i] = inner;
    }
    var benchmark = ElementwiseChainBenchmark.of(n);
    benchmark.adjoint();
    benchmark.eager();
    benchmark.eager();
    for (int k = 0; k < 3; k++) {
      assertClose(expected[k], benchmark.generated(k).toDoubles(), 1e-4);
      assertClose(expected[k], benchmark.gradients().get(k).toDoubles(), 1e-4);
    }
    assertEquals(((Tensor) benchmark.adjoint()).item(), ((Tensor) benchmark.eager()).item());
  }

  @Test
  void deviceMeasurementsGiveEachFigure() {
    assumeTrue(ArrayKernelBenchmark.hasDevice(), "no OpenCL device");
    var out = new ByteArrayOutputStream();
    DeviceMeasurements.run(Device.openCl(0), 1 << 12, 16, 16, new PrintStream(out, true, StandardCharsets.UTF_8));
    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.startsWith("opencl:0: Available"), text);
    assertEquals(10, text.lines().filter(line -> line.startsWith("|")).count(), text);
    assertTrue(text.contains("of the copy |") && text.contains("GFlop/s") && text.contains(" ms |"), text);
  }

  @Test
  void aDeviceThatIsMissingIsSaidToBe() {
    String reason = DeviceMeasurements.missing("quantum");
    assertEquals("there is no backend for it", reason);
  }
}
