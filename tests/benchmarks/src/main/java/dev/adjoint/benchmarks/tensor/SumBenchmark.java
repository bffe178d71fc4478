package dev.adjoint.benchmarks.tensor;

import dev.adjoint.runtime.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** The sum of a million floats. */
public class SumBenchmark extends TensorMeasured {
  public static final int SIZE = 1_000_000;

  private Tensor a;

  @Setup
  public void prepare() {
    a = Tensor.of(Inputs.uniform(1, SIZE, 1));
  }

  @Benchmark
  public Tensor adjoint() {
    return a.sum();
  }
}
