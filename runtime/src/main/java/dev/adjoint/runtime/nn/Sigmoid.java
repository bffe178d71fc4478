package dev.adjoint.runtime.nn;

import dev.adjoint.runtime.tensor.Tensor;

/** {@code 1 / (1 + e^-x)}, element by element. */
public final class Sigmoid extends Module {
  /** A module without state. */
  public Sigmoid() {}

  @Override
  public Tensor forward(Tensor input) {
    return input.sigmoid();
  }
}
