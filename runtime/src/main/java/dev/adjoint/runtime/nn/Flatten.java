package dev.adjoint.runtime.nn;

import dev.adjoint.runtime.tensor.Tensor;

/** Makes some neighbouring dimensions one. */
public final class Flatten extends Module {
  private final int first;
  private final int last;

  /** All dimensions but the first, that of the batch. */
  public Flatten() {
    this(1, -1);
  }

  /** The dimensions from {@code first} to {@code last}, both included. */
  public Flatten(int first, int last) {
    this.first = first;
    this.last = last;
  }

  @Override
  public Tensor forward(Tensor input) {
    return input.flatten(first, last);
  }

  @Override
  protected String options() {
    return "start_dim=" + first + ", end_dim=" + last;
  }
}
