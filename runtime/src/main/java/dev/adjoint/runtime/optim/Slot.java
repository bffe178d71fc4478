package dev.adjoint.runtime.optim;

import dev.adjoint.runtime.tensor.Tensor;

/** A parameter and what an optimizer remembers of it. */
final class Slot {
  final Tensor parameter;
  /** Running averages in the order of the optimizer's names for them; null until the first step. */
  final Tensor[] buffers;
  /** How many steps have changed the parameter; counted by optimizers that correct a bias. */
  long steps;

  Slot(Tensor parameter, int buffers) {
    this.parameter = parameter;
    this.buffers = new Tensor[buffers];
  }

  /** A buffer of the parameter's shape and type, zeros at first. */
  Tensor buffer(int index) {
    if (buffers[index] == null) {
      buffers[index] = Tensor.zerosLike(parameter);
    }
    return buffers[index];
  }
}
