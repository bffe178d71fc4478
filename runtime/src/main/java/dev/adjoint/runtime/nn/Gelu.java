package dev.adjoint.runtime.nn;

import dev.adjoint.runtime.tensor.Tensor;

/** {@code x Phi(x)} with the standard normal distribution function Phi, in its exact form, element by element. */
public final class Gelu extends Module {
  /** A module without state. */
  public Gelu() {}

  @Override
  public Tensor forward(Tensor input) {
    return input.gelu();
  }

  @Override
  protected String typeName() {
    return "GELU";
  }

  @Override
  protected String options() {
    return "approximate='none'";
  }
}
