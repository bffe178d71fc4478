package dev.adjoint.benchmarks.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import dev.adjoint.benchmarks.tensor.DoublingLoopBenchmark;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** The doubling loop; the gradients add up from call to call: clearing them would cost more. */
public class DoublingLoopPyTorch extends PyTorchMeasured {
  private NDArray x, v;

  @Setup
  public void prepare() {
    x = input(DoublingLoopBenchmark.X, 3);
    v = input(DoublingLoopBenchmark.V, 3);
    x.setRequiresGradient(true);
    pytorch();
    var ours = new DoublingLoopBenchmark();
    ours.prepare();
    try (NDArray gradient = x.getGradient()) {
      check(ours.adjoint(), gradient.toFloatArray(), 0);
    }
  }

  @Benchmark
  public void pytorch() {
    try (NDManager scope = manager.newSubManager();
        GradientCollector _ = manager.getEngine().newGradientCollector()) {
      NDArray y = x.mul(2);
      y.attach(scope);
      while (y.stopGradient().norm().getFloat() < 1000) {
        y = y.mul(2);
      }
      // The collector itself has a backward pass from ones only.
      JniUtils.backward((PtNDArray) y, (PtNDArray) v, false, false);
    }
  }
}
