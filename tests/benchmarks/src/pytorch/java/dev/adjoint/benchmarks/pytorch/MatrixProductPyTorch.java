package dev.adjoint.benchmarks.pytorch;

import ai.djl.ndarray.NDArray;
import dev.adjoint.benchmarks.tensor.Inputs;
import dev.adjoint.benchmarks.tensor.MatrixProductBenchmark;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Products of two float matrices. */
public class MatrixProductPyTorch extends PyTorchMeasured {
  @Param
  MatrixProductBenchmark.Size size;

  private NDArray a, b;

  @Setup
  public void prepare() {
    a = input(Inputs.normal(1, size.m * size.k), size.m, size.k);
    b = input(Inputs.normal(2, size.k * size.n), size.k, size.n);
    try (NDArray product = a.matMul(b)) {
      check(MatrixProductBenchmark.of(size).adjoint(), product.toFloatArray(), 2e-6);
    }
  }

  @Benchmark
  public NDArray pytorch() {
    try (NDArray product = a.matMul(b)) {
      return product;
    }
  }
}
