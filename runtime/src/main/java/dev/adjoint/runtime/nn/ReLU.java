package dev.adjoint.runtime.nn;

import dev.adjoint.runtime.tensor.Tensor;

/** {@code max(x, 0)}, element by element. */
public final class ReLU extends Module {
  /** A module without state. */
  public ReLU() {}

  @Override
  public Tensor forward(Tensor input) {
    return input.relu();
  }
}
