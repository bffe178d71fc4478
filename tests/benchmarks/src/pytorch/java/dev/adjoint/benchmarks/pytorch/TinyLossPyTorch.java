package dev.adjoint.benchmarks.pytorch;

import static dev.adjoint.benchmarks.tensor.TrainingStepBenchmark.BATCH;
import static dev.adjoint.benchmarks.tensor.TrainingStepBenchmark.FEATURES;
import static dev.adjoint.benchmarks.tensor.TrainingStepBenchmark.HIDDEN;
import static dev.adjoint.benchmarks.tensor.TrainingStepBenchmark.OUTPUTS;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.core.Linear;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import dev.adjoint.benchmarks.tensor.TinyLossBenchmark;
import dev.adjoint.benchmarks.tensor.TrainingStepBenchmark;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/**
 * The gradient of TinyModel's loss. The gradients add up from call to call: clearing them would cost more.
 */
public class TinyLossPyTorch extends PyTorchMeasured {
  private NDArray x, target, weight1, bias1, weight2, bias2, one;

  @Setup
  public void prepare() {
    float[][] inputs = TrainingStepBenchmark.inputs();
    x = input(inputs[0], BATCH, FEATURES);
    target = input(inputs[1], BATCH, OUTPUTS);
    weight1 = input(inputs[2], HIDDEN, FEATURES);
    bias1 = input(inputs[3], HIDDEN);
    weight2 = input(inputs[4], OUTPUTS, HIDDEN);
    bias2 = input(inputs[5], OUTPUTS);
    one = manager.create(1f);
    var parameters = List.of(weight1, bias1, weight2, bias2);
    parameters.forEach(parameter -> parameter.setRequiresGradient(true));
    var ours = new TinyLossBenchmark();
    ours.prepare();
    ours.eager();
    pytorch();
    for (int i = 0; i < parameters.size(); i++) {
      try (NDArray gradient = parameters.get(i).getGradient()) {
        check(ours.gradients().get(i), gradient.toFloatArray(), 1e-5);
      }
    }
  }

  /** The backward pass is called without the collector's, which makes the seed anew. */
  @Benchmark
  public void pytorch() {
    try (NDManager scope = manager.newSubManager();
        GradientCollector _ = manager.getEngine().newGradientCollector()) {
      NDArray hidden = Linear.linear(x, weight1, bias1).singletonOrThrow();
      hidden.attach(scope);
      NDArray active = hidden.getNDArrayInternal().relu();
      NDArray prediction = Linear.linear(active, weight2, bias2).singletonOrThrow();
      JniUtils.backward((PtNDArray) target.sub(prediction).square().sum(), (PtNDArray) one, false, false);
    }
  }
}
