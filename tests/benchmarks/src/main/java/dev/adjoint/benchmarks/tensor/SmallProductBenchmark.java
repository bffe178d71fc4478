package dev.adjoint.benchmarks.tensor;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** What one operation costs besides its arithmetic: the elementwise product of two 3 x 3 tensors. */
public class SmallProductBenchmark extends TensorMeasured {
  public static final int SIZE = 3;

  private Tensor a, b;

  @Setup
  public void prepare() {
    a = Tensor.of(Inputs.normal(1, SIZE * SIZE), Shape.of(SIZE, SIZE));
    b = Tensor.of(Inputs.normal(2, SIZE * SIZE), Shape.of(SIZE, SIZE));
  }

  @Benchmark
  public Tensor adjoint() {
    return a.mul(b);
  }
}
