package dev.adjoint.examples.tensor;

import dev.adjoint.runtime.nn.Linear;
import dev.adjoint.runtime.nn.Module;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;

/** The autograd tutorial's model: 1000 inputs, 100 hidden units with ReLU, 10 outputs. */
final class TinyModel extends Module {
  static final int INPUTS = 1000, HIDDEN = 100, OUTPUTS = 10;

  private final Linear first;
  private final Linear second;

  TinyModel(Generator generator) {
    first = child("layer1", new Linear(INPUTS, HIDDEN, generator));
    second = child("layer2", new Linear(HIDDEN, OUTPUTS, generator));
  }

  @Override
  public Tensor forward(Tensor x) {
    return second.forward(first.forward(x).relu());
  }

  /** The tutorial's loss: the sum of squared differences. */
  Tensor loss(Tensor x, Tensor ideal) {
    return ideal.sub(forward(x)).pow(2).sum();
  }
}
