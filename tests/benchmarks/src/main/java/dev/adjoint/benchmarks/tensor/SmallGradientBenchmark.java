package dev.adjoint.benchmarks.tensor;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** What recording and a backward pass cost: {@code (a*b).sum().backward()} of two 3 x 3 leaves. */
public class SmallGradientBenchmark extends TensorMeasured {
  private Tensor a, b;

  @Setup
  public void prepare() {
    int size = SmallProductBenchmark.SIZE;
    a = Tensor.of(Inputs.normal(1, size * size), Shape.of(size, size)).requiresGrad_();
    b = Tensor.of(Inputs.normal(2, size * size), Shape.of(size, size)).requiresGrad_();
  }

  /** The gradient of a; both gradients start anew with each call. */
  @Benchmark
  public Tensor adjoint() {
    a.zeroGrad();
    b.zeroGrad();
    a.mul(b).sum().backward();
    return a.grad();
  }

  /** The gradient of b after a call. */
  public Tensor other() {
    return b.grad();
  }
}
