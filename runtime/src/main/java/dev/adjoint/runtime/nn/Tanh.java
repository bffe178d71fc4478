package dev.adjoint.runtime.nn;

import dev.adjoint.runtime.tensor.Tensor;

/** The hyperbolic tangent, element by element. */
public final class Tanh extends Module {
  /** A module without state. */
  public Tanh() {}

  @Override
  public Tensor forward(Tensor input) {
    return input.tanh();
  }
}
