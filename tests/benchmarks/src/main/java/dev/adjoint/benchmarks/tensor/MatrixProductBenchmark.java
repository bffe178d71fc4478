package dev.adjoint.benchmarks.tensor;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Products of two float matrices. */
public class MatrixProductBenchmark extends TensorMeasured {
  /** The sizes: m x k by k x n. */
  public enum Size {
    SQUARE(512, 512, 512),
    LAYER(16, 1000, 100);

    public final int m, k, n;

    Size(int m, int k, int n) {
      this.m = m;
      this.k = k;
      this.n = n;
    }
  }

  @Param
  Size size;

  private Tensor a, b;

  /** The benchmark of one size, prepared. */
  public static MatrixProductBenchmark of(Size size) {
    var benchmark = new MatrixProductBenchmark();
    benchmark.size = size;
    benchmark.prepare();
    return benchmark;
  }

  @Setup
  public void prepare() {
    a = Tensor.of(Inputs.normal(1, size.m * size.k), Shape.of(size.m, size.k));
    b = Tensor.of(Inputs.normal(2, size.k * size.n), Shape.of(size.k, size.n));
  }

  @Benchmark
  public Tensor adjoint() {
    return a.matmul(b);
  }
}
