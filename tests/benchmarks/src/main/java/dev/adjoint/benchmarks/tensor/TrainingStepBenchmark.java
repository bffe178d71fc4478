package dev.adjoint.benchmarks.tensor;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.nn.Linear;
import dev.adjoint.runtime.nn.Module;
import dev.adjoint.runtime.nn.ReLU;
import dev.adjoint.runtime.nn.Sequential;
import dev.adjoint.runtime.optim.Sgd;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/**
 * One training step of the tutorials' TinyModel: 16 rows of 1000 features, a layer of 100 with ReLU, a layer of 10, the
 * sum of squared errors, gradient descent with rate 0.001. Forward, backward, update and clearing the gradients.
 */
public class TrainingStepBenchmark extends TensorMeasured {
  public static final int BATCH = 16, FEATURES = 1000, HIDDEN = 100, OUTPUTS = 10;
  public static final double RATE = 0.001;

  private Tensor x, target;
  private Module model;
  private Sgd optimizer;

  /** The inputs: x, target, then the parameters, distributed as PyTorch's {@code Linear} initialises them. */
  public static float[][] inputs() {
    double bound1 = 1 / Math.sqrt(FEATURES);
    double bound2 = 1 / Math.sqrt(HIDDEN);
    return new float[][] {
        Inputs.normal(1, BATCH * FEATURES), Inputs.normal(2, BATCH * OUTPUTS),
        Inputs.uniform(3, HIDDEN * FEATURES, bound1), Inputs.uniform(4, HIDDEN, bound1),
        Inputs.uniform(5, OUTPUTS * HIDDEN, bound2), Inputs.uniform(6, OUTPUTS, bound2)};
  }

  @Setup
  public void prepare() {
    float[][] inputs = inputs();
    x = Tensor.of(inputs[0], Shape.of(BATCH, FEATURES));
    target = Tensor.of(inputs[1], Shape.of(BATCH, OUTPUTS));
    model = new Sequential(new Linear(FEATURES, HIDDEN), new ReLU(), new Linear(HIDDEN, OUTPUTS));
    model.loadStateDict(Map.of(
        "0.weight", Tensor.of(inputs[2], Shape.of(HIDDEN, FEATURES)), "0.bias", Tensor.of(inputs[3]),
        "2.weight", Tensor.of(inputs[4], Shape.of(OUTPUTS, HIDDEN)), "2.bias", Tensor.of(inputs[5])), true);
    optimizer = new Sgd(model.parameters(), RATE);
  }

  /** The loss before the step. */
  @Benchmark
  public Tensor adjoint() {
    optimizer.zeroGrad();
    Tensor loss = model.forward(x).sub(target).square().sum();
    loss.backward();
    optimizer.step();
    return loss;
  }

  /** The parameters after the steps so far: both weights, each followed by its bias. */
  public List<Tensor> parameters() {
    return model.parameters();
  }
}
