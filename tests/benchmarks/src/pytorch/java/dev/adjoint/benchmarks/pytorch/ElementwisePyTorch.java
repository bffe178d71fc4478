package dev.adjoint.benchmarks.pytorch;

import ai.djl.ndarray.NDArray;
import dev.adjoint.benchmarks.tensor.ElementwiseBenchmark;
import dev.adjoint.benchmarks.tensor.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Elementwise operations on a million floats, each with a fresh result that is freed at once. */
public class ElementwisePyTorch extends PyTorchMeasured {
  @Param
  ElementwiseBenchmark.Operation operation;

  private NDArray a, b;

  @Setup
  public void prepare() {
    a = input(Inputs.normal(1, ElementwiseBenchmark.SIZE), ElementwiseBenchmark.SIZE);
    b = input(Inputs.normal(2, ElementwiseBenchmark.SIZE), ElementwiseBenchmark.SIZE);
    try (NDArray result = compute()) {
      check(ElementwiseBenchmark.of(operation).adjoint(), result.toFloatArray(), 3e-7);
    }
  }

  private NDArray compute() {
    return switch (operation) {
      case ADD -> a.add(b);
      case MUL -> a.mul(b);
      case EXP -> a.exp();
      case TANH -> a.tanh();
    };
  }

  @Benchmark
  public NDArray pytorch() {
    try (NDArray result = compute()) {
      return result;
    }
  }
}
