package dev.adjoint.benchmarks.pytorch;

import ai.djl.ndarray.NDArray;
import dev.adjoint.benchmarks.tensor.Inputs;
import dev.adjoint.benchmarks.tensor.SumBenchmark;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** The sum of a million floats. */
public class SumPyTorch extends PyTorchMeasured {
  private NDArray a;

  @Setup
  public void prepare() {
    a = input(Inputs.uniform(1, SumBenchmark.SIZE, 1), SumBenchmark.SIZE);
    var ours = new SumBenchmark();
    ours.prepare();
    try (NDArray sum = a.sum()) {
      check(ours.adjoint(), sum.toFloatArray(), 1e-5);
    }
  }

  @Benchmark
  public NDArray pytorch() {
    try (NDArray sum = a.sum()) {
      return sum;
    }
  }
}
