package dev.adjoint.benchmarks.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import dev.adjoint.benchmarks.tensor.Inputs;
import dev.adjoint.benchmarks.tensor.SmallGradientBenchmark;
import dev.adjoint.benchmarks.tensor.SmallProductBenchmark;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/**
 * {@code (a*b).sum().backward()} of two 3 x 3 leaves, whose gradients add up from call to call: clearing them would cost
 * more.
 */
public class SmallGradientPyTorch extends PyTorchMeasured {
  private NDArray a, b, one;

  @Setup
  public void prepare() {
    int size = SmallProductBenchmark.SIZE;
    a = input(Inputs.normal(1, size * size), size, size);
    b = input(Inputs.normal(2, size * size), size, size);
    one = manager.create(1f);
    a.setRequiresGradient(true);
    b.setRequiresGradient(true);
    var ours = new SmallGradientBenchmark();
    ours.prepare();
    pytorch();
    try (NDArray gradA = a.getGradient(); NDArray gradB = b.getGradient()) {
      check(ours.adjoint(), gradA.toFloatArray(), 0);
      check(ours.other(), gradB.toFloatArray(), 0);
    }
  }

  /** The backward pass is called without the collector's, which makes the seed anew and needs a scope to free it. */
  @Benchmark
  public void pytorch() {
    try (GradientCollector _ = manager.getEngine().newGradientCollector();
        NDArray product = a.mul(b);
        NDArray sum = product.sum()) {
      JniUtils.backward((PtNDArray) sum, (PtNDArray) one, false, false);
    }
  }
}
