package dev.adjoint.benchmarks.device;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.Backends;
import dev.adjoint.runtime.backend.spi.Availability;
import dev.adjoint.runtime.backend.spi.Backend;
import dev.adjoint.runtime.backend.spi.View;
import dev.adjoint.runtime.nn.Linear;
import dev.adjoint.runtime.nn.ReLU;
import dev.adjoint.runtime.nn.Sequential;
import dev.adjoint.runtime.optim.Sgd;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.GradMode;
import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.runtime.tensor.TensorScope;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a device reaches: bytes per second of fused elementwise kernels over its own copy speed, matrix products, a training step, and
 * the overhead of a launch. Times are medians of seven runs, each of which ends with reading one element.
 */
public final class DeviceMeasurements {
  private static final int RUNS = 7;
  private static final int BATCH = 1024;

  private final Device device;
  private final Backend backend;
  private final Generator generator = new Generator(1);
  private final PrintStream out;

  private DeviceMeasurements(Device device, PrintStream out) {
    this.device = device;
    this.backend = Backends.of(device);
    this.out = out;
  }

  /**
   * Prints the figures of the first device of a kind.
   *
   * @param args the kind, {@code cuda} or {@code opencl}; then {@code probe} if only that is asked whether there is one, or, if the
   *     sizes are to be smaller, millions of elements, the width of the product, and that of the layers (64, 4096, 4096)
   */
  public static void main(String[] args) {
    String kind = args.length == 0 ? "cuda" : args[0];
    String missing = missing(kind);
    if (missing != null) {
      System.out.println("no " + kind + " device: " + missing);
      System.exit(3);
    }
    if (args.length > 1 && args[1].equals("probe")) {
      System.out.println(new Device(kind, 0) + ": " + Backends.of(new Device(kind, 0)).probe());
      return;
    }
    int millions = args.length > 1 ? Integer.parseInt(args[1]) : 64;
    int product = args.length > 2 ? Integer.parseInt(args[2]) : 4096;
    int width = args.length > 3 ? Integer.parseInt(args[3]) : 4096;
    run(new Device(kind, 0), millions << 20, product, width, System.out);
  }

  /** Why there is no device of a kind; null if there is one. */
  public static String missing(String kind) {
    var reasons = new StringBuilder();
    for (Backend b : Backends.all()) {
      if (b.deviceKind().equals(kind)) {
        switch (b.probe()) {
          case Availability.Available a -> {
            return null;
          }
          case Availability.Unavailable u -> reasons.append(u.reason());
        }
      }
    }
    return reasons.isEmpty() ? "there is no backend for it" : reasons.toString();
  }

  /** Prints the figures of a device. */
  public static void run(Device device, int elements, int product, int width, PrintStream out) {
    var measurements = new DeviceMeasurements(device, out);
    out.println(device + ": " + measurements.backend.probe());
    out.println("| what | figure |");
    out.println("|---|---:|");
    measurements.bandwidth(elements);
    measurements.products(product);
    measurements.step(width);
    measurements.launches();
  }

  private void row(String what, String format, Object... figures) {
    out.println("| " + what + " | " + String.format(Locale.ROOT, format, figures) + " |");
  }

  private Tensor normal(int... sizes) {
    return generator.normal(DType.FLOAT32, Shape.of(sizes)).to(device);
  }

  private interface Work {
    /** The tensor of which one element is read at the end. */
    Tensor run();
  }

  /** Seconds for one of {@code repetitions}. */
  private static double seconds(int repetitions, Work work) {
    var times = new double[RUNS + 2];
    for (int r = 0; r < times.length; r++) {
      long start = System.nanoTime();
      for (int k = 0; k < repetitions; k++) {
        try (var _ = TensorScope.open()) {
          Tensor result = work.run();
          if (k == repetitions - 1) {
            result.detach().reshape(-1).select(0, 0).item();
          }
        }
      }
      times[r] = (System.nanoTime() - start) * 1e-9 / repetitions;
    }
    double[] measured = Arrays.copyOfRange(times, 2, times.length);
    Arrays.sort(measured);
    return measured[RUNS / 2];
  }

  private void bandwidth(int n) {
    Tensor x = normal(n).requiresGrad_();
    Tensor y = normal(n).requiresGrad_();
    Tensor seed = Tensor.onesLike(x.detach());
    double bytes = 4.0 * n * 1e-9;
    double copy = seconds(10, () -> x.detach().copy());
    double forward = seconds(10, () -> GradMode.withoutGrad(() -> MethodsKernels.gate(x, y)));
    double both = seconds(10, () -> {
      x.setGrad(null);
      y.setGrad(null);
      MethodsKernels.gate(x, y).backward(seed);
      return x.grad();
    });
    double speed = 2 * bytes / copy;
    row("copy of " + (n >> 20) + " Mi floats", "%.1f GB/s", speed);
    row("fused kernel forward, 3 floats an element", "%.1f GB/s, %.2f of the copy", 3 * bytes / forward, 3 * bytes / forward / speed);
    double backward = both - forward;
    row("its backward, 5 floats an element", "%.1f GB/s, %.2f of the copy", 5 * bytes / backward, 5 * bytes / backward / speed);
  }

  private void products(int n) {
    Tensor a = normal(n, n);
    Tensor b = normal(n, n);
    Tensor result = Tensor.zerosLike(a);
    double operations = 2.0 * n * n * n * 1e-9;
    View[] views = {batch(a), batch(b), batch(result)};
    double bare = seconds(3, () -> {
      backend.matrixProducts().matmul(views[0], views[1], views[2], false);
      return result;
    });
    double tensor = seconds(3, () -> a.matmul(b));
    row("product of " + n + " x " + n + ", the library's alone", "%.1f GFlop/s", operations / bare);
    row("the same by matmul of tensors", "%.1f GFlop/s, %.3f of it", operations / tensor, bare / tensor);
  }

  private static View batch(Tensor matrix) {
    int n = matrix.size(0);
    return new View(matrix.view().storage(), matrix.view().offset(), Shape.of(1, n, n), new int[] {n * n, n, 1});
  }

  private void step(int width) {
    var model = new Sequential(new Linear(width, width), new ReLU(), new Linear(width, width), new ReLU(), new Linear(width, width));
    model.to(device);
    var optimizer = new Sgd(model.parameters(), 1e-4);
    Tensor x = normal(BATCH, width);
    Tensor target = normal(BATCH, width);
    double step = seconds(1, () -> {
      optimizer.zeroGrad();
      Tensor loss = model.forward(x).sub(target).square().mean();
      loss.backward();
      optimizer.step();
      return loss;
    });
    row("training step, 3 layers " + width + " wide, batch " + BATCH, "%.2f ms", step * 1e3);
  }

  private void launches() {
    Tensor a = normal(3, 3);
    Tensor b = normal(3, 3);
    double launch = seconds(2000, () -> a.add(b));
    row("adding 3 x 3, queued one behind the other", "%.2f µs", launch * 1e6);
    double round = seconds(200, () -> {
      Tensor sum = a.add(b);
      sum.select(0, 0).select(0, 0).item();
      return sum;
    });
    row("the same, waiting for each result", "%.2f µs", round * 1e6);
  }
}
