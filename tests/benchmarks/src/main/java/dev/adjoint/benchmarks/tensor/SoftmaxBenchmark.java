package dev.adjoint.benchmarks.tensor;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** Softmax over the rows of a 128 x 1000 matrix. */
public class SoftmaxBenchmark extends TensorMeasured {
  public static final int ROWS = 128;
  public static final int COLUMNS = 1000;

  private Tensor a;

  @Setup
  public void prepare() {
    a = Tensor.of(Inputs.normal(1, ROWS * COLUMNS), Shape.of(ROWS, COLUMNS));
  }

  @Benchmark
  public Tensor adjoint() {
    return a.softmax(1);
  }
}
