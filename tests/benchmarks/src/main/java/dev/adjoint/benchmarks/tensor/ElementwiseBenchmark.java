package dev.adjoint.benchmarks.tensor;

import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.runtime.tensor.TensorScope;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Elementwise operations on a million floats, each with a fresh result. */
public class ElementwiseBenchmark extends TensorMeasured {
  public static final int SIZE = 1_000_000;

  /** What is computed. */
  public enum Operation {
    ADD,
    MUL,
    EXP,
    TANH
  }

  @Param
  Operation operation;

  private Tensor a, b;

  /** The benchmark of one operation, prepared. */
  public static ElementwiseBenchmark of(Operation operation) {
    var benchmark = new ElementwiseBenchmark();
    benchmark.operation = operation;
    benchmark.prepare();
    return benchmark;
  }

  @Setup
  public void prepare() {
    a = Tensor.of(Inputs.normal(1, SIZE));
    b = Tensor.of(Inputs.normal(2, SIZE));
  }

  @Benchmark
  public Tensor adjoint() {
    return switch (operation) {
      case ADD -> a.add(b);
      case MUL -> a.mul(b);
      case EXP -> a.exp();
      case TANH -> a.tanh();
    };
  }

  /** The same with the result's memory given back at once, as the peer's is. */
  @Benchmark
  public Tensor scoped() {
    try (var _ = TensorScope.open()) {
      return adjoint();
    }
  }
}
