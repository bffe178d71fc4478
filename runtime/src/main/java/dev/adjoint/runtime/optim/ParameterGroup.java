package dev.adjoint.runtime.optim;

import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;

/** Parameters that share hyperparameters. */
public final class ParameterGroup {
  private final List<Slot> slots;
  private Hyperparameters options;

  ParameterGroup(List<Slot> slots, Hyperparameters options) {
    this.slots = slots;
    this.options = options;
  }

  /** The parameters. */
  public List<Tensor> parameters() {
    return slots.stream().map(slot -> slot.parameter).toList();
  }

  List<Slot> slots() {
    return slots;
  }

  /** The hyperparameters of the next step. */
  public Hyperparameters options() {
    return options;
  }

  /**
   * Replaces the hyperparameters from the next step on.
   *
   * @throws IllegalArgumentException if they are another optimizer's, or do not go together
   */
  public void options(Hyperparameters changed) {
    if (changed.getClass() != options.getClass()) {
      throw new IllegalArgumentException("hyperparameters of type " + changed.getClass().getName()
          + " for a group that takes " + options.getClass().getName());
    }
    changed.requireConsistent();
    options = changed;
  }

  /** The learning rate of the next step. */
  public double learningRate() {
    return options.learningRate();
  }

  /**
   * Changes the learning rate from the next step on.
   *
   * @throws IllegalArgumentException if it is negative or NaN
   */
  public void learningRate(double rate) {
    options = options.learningRate(rate);
  }
}
