package dev.adjoint.tests.seedcells;

import dev.adjoint.runtime.tensor.GradMode;
import dev.adjoint.runtime.tensor.NeuralNet;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;

/** A layer with a loss, and the training step of a small model. */
class TrainingCellsTest {
  @SeedCell("S21")
  void tinyModelTakesAStepAndAccumulates(Cell cell) {
    Tensor x = cell.input("x");
    Tensor ideal = cell.input("ideal");
    Tensor w1 = cell.input("w1").requiresGrad_();
    Tensor b1 = cell.input("b1").requiresGrad_();
    Tensor w2 = cell.input("w2").requiresGrad_();
    Tensor b2 = cell.input("b2").requiresGrad_();
    List<Tensor> parameters = List.of(w1, b1, w2, b2);
    Tensor loss = loss(x, ideal, parameters);
    cell.expect("first_loss", loss.item());
    loss.backward();
    cell.expect("grads", parameters.stream().map(Tensor::grad).toList());
    try (var _ = GradMode.noGrad()) {
      parameters.forEach(p -> p.addScaled_(-0.001, p.grad()));
    }
    cell.expect("after", parameters);
    for (int i = 0; i < 5; i++) {
      loss(x, ideal, parameters).backward();
    }
    cell.expect("accumulated", w2.grad());
    parameters.forEach(p -> p.grad().zero_());
    cell.expect("zeroed", w2.grad());
  }

  private static Tensor loss(Tensor x, Tensor ideal, List<Tensor> p) {
    Tensor prediction = x.linear(p.get(0), p.get(1)).relu().linear(p.get(2), p.get(3));
    return ideal.sub(prediction).pow(2).sum();
  }

  @SeedCell("S30")
  void linearLayerWithBinaryCrossEntropyWithLogits(Cell cell) {
    Tensor w = cell.input("w");
    Tensor b = cell.input("b");
    Tensor x = Tensor.ones(5);
    Tensor y = Tensor.zeros(3);
    Tensor z = x.matmul(w).add(b);
    Tensor loss = NeuralNet.binaryCrossEntropyWithLogits(z, y, NeuralNet.Reduction.MEAN);
    cell.print(z.gradFn().name());
    cell.print(loss.gradFn().name());
    loss.backward();
    cell.print(w.grad());
    cell.print(b.grad());
    cell.expect("z", z);
    cell.expect("loss", loss);
    cell.expect("w.grad", w.grad());
    cell.expect("b.grad", b.grad());
  }
}
