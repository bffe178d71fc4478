package dev.adjoint.tests.seedcells;

import dev.adjoint.runtime.nn.Linear;
import dev.adjoint.runtime.nn.ReLU;
import dev.adjoint.runtime.nn.Sequential;
import dev.adjoint.runtime.optim.Sgd;
import dev.adjoint.runtime.tensor.GradMode;
import dev.adjoint.runtime.tensor.NeuralNet;
import dev.adjoint.runtime.tensor.Tensor;

/** A layer with a loss, and the training step of a small model. */
class TrainingCellsTest {
  @SeedCell("S21")
  void tinyModelTakesAStepAndAccumulates(Cell cell) {
    Tensor x = cell.input("x");
    Tensor ideal = cell.input("ideal");
    var l1 = new Linear(6, 5);
    var l2 = new Linear(5, 3);
    try (var _ = GradMode.noGrad()) {
      l1.weight().copy_(cell.input("w1"));
      l1.bias().copy_(cell.input("b1"));
      l2.weight().copy_(cell.input("w2"));
      l2.bias().copy_(cell.input("b2"));
    }
    var model = new Sequential(l1, new ReLU(), l2);
    var opt = new Sgd(model.parameters(), 0.001);
    Tensor loss = ideal.sub(model.forward(x)).pow(2).sum();
    cell.expect("first_loss", loss.item());
    loss.backward();
    cell.expect("grads", model.parameters().stream().map(Tensor::grad).toList());
    opt.step();
    cell.expect("after", model.parameters());
    for (int i = 0; i < 5; i++) {
      loss = ideal.sub(model.forward(x)).pow(2).sum();
      loss.backward();
    }
    cell.expect("accumulated", l2.weight().grad());
    opt.zeroGrad(false);
    cell.expect("zeroed", l2.weight().grad());
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
