package dev.adjoint.benchmarks.pytorch;

import static dev.adjoint.benchmarks.tensor.TrainingStepBenchmark.BATCH;
import static dev.adjoint.benchmarks.tensor.TrainingStepBenchmark.FEATURES;
import static dev.adjoint.benchmarks.tensor.TrainingStepBenchmark.HIDDEN;
import static dev.adjoint.benchmarks.tensor.TrainingStepBenchmark.OUTPUTS;
import static dev.adjoint.benchmarks.tensor.TrainingStepBenchmark.RATE;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.core.Linear;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import dev.adjoint.benchmarks.tensor.TrainingStepBenchmark;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** One training step of TinyModel. */
public class TrainingStepPyTorch extends PyTorchMeasured {
  private NDArray x, target, weight1, bias1, weight2, bias2;
  private List<NDArray> parameters;

  @Setup
  public void prepare() {
    float[][] inputs = TrainingStepBenchmark.inputs();
    x = input(inputs[0], BATCH, FEATURES);
    target = input(inputs[1], BATCH, OUTPUTS);
    weight1 = input(inputs[2], HIDDEN, FEATURES);
    bias1 = input(inputs[3], HIDDEN);
    weight2 = input(inputs[4], OUTPUTS, HIDDEN);
    bias2 = input(inputs[5], OUTPUTS);
    parameters = List.of(weight1, bias1, weight2, bias2);
    parameters.forEach(parameter -> parameter.setRequiresGradient(true));
    var ours = new TrainingStepBenchmark();
    ours.prepare();
    for (int step = 0; step < 10; step++) {
      ours.adjoint();
      pytorch();
    }
    for (int i = 0; i < parameters.size(); i++) {
      check(ours.parameters().get(i), parameters.get(i).toFloatArray(), 1e-5);
    }
  }

  @Benchmark
  public void pytorch() {
    try (NDManager scope = manager.newSubManager()) {
      try (GradientCollector gradients = manager.getEngine().newGradientCollector()) {
        NDArray hidden = Linear.linear(x, weight1, bias1).singletonOrThrow();
        hidden.attach(scope);
        NDArray active = hidden.getNDArrayInternal().relu();
        NDArray prediction = Linear.linear(active, weight2, bias2).singletonOrThrow();
        gradients.backward(prediction.sub(target).square().sum());
      }
      for (NDArray parameter : parameters) {
        // Faster than DJL's own optimizer and than clearing the gradient through DJL's arrays.
        try (NDArray gradient = parameter.getGradient()) {
          gradient.muli(RATE);
          parameter.subi(gradient);
          JniUtils.zeroGrad((PtNDArray) parameter);
        }
      }
    }
  }
}
