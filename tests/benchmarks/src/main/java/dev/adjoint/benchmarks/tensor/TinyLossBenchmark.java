package dev.adjoint.benchmarks.tensor;

import static dev.adjoint.benchmarks.tensor.TrainingStepBenchmark.BATCH;
import static dev.adjoint.benchmarks.tensor.TrainingStepBenchmark.FEATURES;
import static dev.adjoint.benchmarks.tensor.TrainingStepBenchmark.HIDDEN;
import static dev.adjoint.benchmarks.tensor.TrainingStepBenchmark.OUTPUTS;

import dev.adjoint.examples.tensormethods.TinyLoss;
import dev.adjoint.examples.tensormethods.TinyLossDerivatives;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.runtime.tensor.TensorScope;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/**
 * The gradient of TinyModel's loss with respect to its four parameters: by the adjoint that the compiler generated, and by
 * the graph that the same operations record.
 */
public class TinyLossBenchmark extends TensorMeasured {
  private Tensor x, target;
  private List<Tensor> plain;
  private List<Tensor> leaves;

  private static Tensor of(int input, int... shape) {
    return Tensor.of(TrainingStepBenchmark.inputs()[input], Shape.of(shape));
  }

  @Setup
  public void prepare() {
    x = of(0, BATCH, FEATURES);
    target = of(1, BATCH, OUTPUTS);
    plain = List.of(of(2, HIDDEN, FEATURES), of(3, HIDDEN), of(4, OUTPUTS, HIDDEN), of(5, OUTPUTS));
    leaves = plain.stream().map(p -> p.copy().requiresGrad_()).toList();
  }

  /** The generated gradient. */
  @Benchmark
  public TinyLossDerivatives.LossGradient adjoint() {
    return TinyLossDerivatives.lossGradient(x, plain.get(0), plain.get(1), plain.get(2), plain.get(3), target);
  }

  /** The loss; the gradient is used up within a scope, as in a training loop, and its memory given back. */
  @Benchmark
  public Tensor scoped() {
    try (var scope = TensorScope.open()) {
      return scope.keep(adjoint().value());
    }
  }

  /** The loss, in a scope as well, which the gradients of the parameters outlive; each call starts them anew. */
  @Benchmark
  public Tensor eager() {
    try (var scope = TensorScope.open()) {
      return scope.keep(backward());
    }
  }

  private Tensor backward() {
    for (Tensor leaf : leaves) {
      leaf.setGrad(null);
    }
    Tensor loss = TinyLoss.loss(x, leaves.get(0), leaves.get(1), leaves.get(2), leaves.get(3), target);
    loss.backward();
    return loss;
  }

  /** The gradients after a call of {@link #eager}: both weights, each followed by its bias. */
  public List<Tensor> gradients() {
    return leaves.stream().map(Tensor::grad).toList();
  }
}
