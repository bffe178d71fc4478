package dev.adjoint.benchmarks.device;

import dev.adjoint.benchmarks.Measured;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.backend.Backends;
import dev.adjoint.runtime.backend.spi.Availability;
import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.runtime.tensor.TensorScope;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Kernels over arrays: the Java method and its generated derivative, and the operation on tensors of the CPU and of the first OpenCL
 * device. A call on a device waits until it is done.
 */
@Fork(value = 2, jvmArgs = {"-Xms2g", "-Xmx2g", "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class ArrayKernelBenchmark extends Measured {
  /** The length of a row that is reduced. */
  public static final int COLUMNS = 64;

  /** What is computed. */
  public enum Kind {
    /** A stencil over a million cells. */
    HEAT(1_000_000),
    /** Ten thousand rows. */
    ROWS(10_000),
    /** A thousand bodies. */
    POTENTIAL(1000);

    final int size;

    Kind(int size) {
      this.size = size;
    }
  }

  @Param
  public Kind kind;

  private double[][] inputs;
  private double[] out;
  private double[][] adjoints;
  private double[] outAdjoint;
  private On cpu;
  private On device;

  /** The operands on one device. */
  private record On(List<Tensor> inputs, Tensor out, Tensor seed) {}

  /** The benchmark of one kernel, prepared. */
  public static ArrayKernelBenchmark of(Kind kind) {
    var benchmark = new ArrayKernelBenchmark();
    benchmark.kind = kind;
    benchmark.prepare();
    return benchmark;
  }

  @Setup
  public void prepare() {
    var random = new Random(3);
    int n = kind.size;
    inputs = switch (kind) {
      case HEAT -> new double[][] {random.doubles(n).toArray(), random.doubles(n).toArray()};
      case ROWS -> new double[][] {random.doubles((long) n * COLUMNS).toArray()};
      case POTENTIAL -> new double[][] {random.doubles(3L * n).toArray(), random.doubles(n).toArray()};
    };
    out = new double[n];
    outAdjoint = new double[n];
    adjoints = new double[inputs.length][];
    for (int k = 0; k < inputs.length; k++) {
      adjoints[k] = new double[inputs[k].length];
    }
    cpu = on(Device.cpu());
    device = hasDevice() ? on(Device.openCl(0)) : null;
  }

  /** Whether there is an OpenCL device. */
  public static boolean hasDevice() {
    return Backends.all().stream()
        .anyMatch(b -> b.deviceKind().equals("opencl") && b.probe() instanceof Availability.Available);
  }

  private On on(Device where) {
    List<Tensor> leaves = Arrays.stream(inputs).map(x -> Tensor.of(x).to(where).requiresGrad_()).toList();
    return new On(leaves, Tensor.of(out).to(where), Tensor.onesLike(Tensor.of(out).to(where)));
  }

  /** The Java method. */
  @Benchmark
  public double[] primal() {
    switch (kind) {
      case HEAT -> Methods.heat(inputs[0], inputs[1], 0.1, out);
      case ROWS -> Methods.rows(inputs[0], out);
      case POTENTIAL -> Methods.potential(inputs[0], inputs[1], 0.01, out);
    }
    return out;
  }

  /** The generated derivative, on one thread. The result is the adjoint of the first input, to which calls add. */
  @Benchmark
  public double[] vjp() {
    Arrays.fill(outAdjoint, 1);
    switch (kind) {
      case HEAT -> MethodsDerivatives.heatVjp(inputs[0], inputs[1], 0.1, out, adjoints[0], adjoints[1], outAdjoint);
      case ROWS -> MethodsDerivatives.rowsVjp(inputs[0], out, adjoints[0], outAdjoint);
      case POTENTIAL -> MethodsDerivatives.potentialVjp(inputs[0], inputs[1], 0.01, out, adjoints[0], adjoints[1], outAdjoint);
    }
    return adjoints[0];
  }

  private Tensor run(On on) {
    Tensor result = on.out().copy();
    switch (kind) {
      case HEAT -> MethodsKernels.heat(on.inputs().get(0), on.inputs().get(1), 0.1, result);
      case ROWS -> MethodsKernels.rows(on.inputs().getFirst(), result);
      case POTENTIAL -> MethodsKernels.potential(on.inputs().get(0), on.inputs().get(1), 0.01, result);
    }
    return result;
  }

  private double value(On on) {
    try (var _ = TensorScope.open()) {
      return run(on).detach().select(0, 1).item();
    }
  }

  private double gradient(On on) {
    try (var _ = TensorScope.open()) {
      for (Tensor leaf : on.inputs()) {
        leaf.setGrad(null);
      }
      run(on).backward(on.seed());
      return on.inputs().getFirst().grad().select(0, 1).item();
    }
  }

  /** The operation on the CPU; an element of its output. */
  @Benchmark
  public double kernel() {
    return value(cpu);
  }

  /** The operation and its backward pass on the CPU; an element of the first adjoint. */
  @Benchmark
  public double kernelGradient() {
    return gradient(cpu);
  }

  /** The operation on the OpenCL device. */
  @Benchmark
  public double device() {
    return value(device);
  }

  /** The operation and its backward pass on the OpenCL device. */
  @Benchmark
  public double deviceGradient() {
    return gradient(device);
  }
}
