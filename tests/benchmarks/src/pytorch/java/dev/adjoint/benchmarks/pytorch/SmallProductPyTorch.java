package dev.adjoint.benchmarks.pytorch;

import ai.djl.ndarray.NDArray;
import dev.adjoint.benchmarks.tensor.Inputs;
import dev.adjoint.benchmarks.tensor.SmallProductBenchmark;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** The elementwise product of two 3 x 3 tensors; the result is freed at once. */
public class SmallProductPyTorch extends PyTorchMeasured {
  private NDArray a, b;

  @Setup
  public void prepare() {
    int size = SmallProductBenchmark.SIZE;
    a = input(Inputs.normal(1, size * size), size, size);
    b = input(Inputs.normal(2, size * size), size, size);
    var ours = new SmallProductBenchmark();
    ours.prepare();
    try (NDArray product = a.mul(b)) {
      check(ours.adjoint(), product.toFloatArray(), 0);
    }
  }

  @Benchmark
  public NDArray pytorch() {
    try (NDArray product = a.mul(b)) {
      return product;
    }
  }
}
