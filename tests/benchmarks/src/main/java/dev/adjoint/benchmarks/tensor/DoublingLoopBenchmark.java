package dev.adjoint.benchmarks.tensor;

import dev.adjoint.runtime.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** A vector doubled until its norm is 1000, which the data decide, and a vector-Jacobian product through it. */
public class DoublingLoopBenchmark extends TensorMeasured {
  /** The point and the vector. */
  public static final float[] X = {0.5f, -1.25f, 0.75f}, V = {0.1f, 1, 0.0001f};

  private Tensor x, v;

  @Setup
  public void prepare() {
    x = Tensor.of(X).requiresGrad_();
    v = Tensor.of(V);
  }

  /** The gradient. */
  @Benchmark
  public Tensor adjoint() {
    x.zeroGrad();
    Tensor y = x.mul(2);
    while (y.data().norm().item() < 1000) {
      y = y.mul(2);
    }
    y.backward(v);
    return x.grad();
  }
}
