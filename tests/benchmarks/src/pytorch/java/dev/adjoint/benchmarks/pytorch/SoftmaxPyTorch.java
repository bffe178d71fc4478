package dev.adjoint.benchmarks.pytorch;

import ai.djl.ndarray.NDArray;
import dev.adjoint.benchmarks.tensor.Inputs;
import dev.adjoint.benchmarks.tensor.SoftmaxBenchmark;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** Softmax over the rows of a 128 x 1000 matrix. */
public class SoftmaxPyTorch extends PyTorchMeasured {
  private NDArray a;

  @Setup
  public void prepare() {
    a = input(Inputs.normal(1, SoftmaxBenchmark.ROWS * SoftmaxBenchmark.COLUMNS), SoftmaxBenchmark.ROWS,
        SoftmaxBenchmark.COLUMNS);
    var ours = new SoftmaxBenchmark();
    ours.prepare();
    try (NDArray softmax = a.softmax(1)) {
      check(ours.adjoint(), softmax.toFloatArray(), 1e-6);
    }
  }

  @Benchmark
  public NDArray pytorch() {
    try (NDArray softmax = a.softmax(1)) {
      return softmax;
    }
  }
}
