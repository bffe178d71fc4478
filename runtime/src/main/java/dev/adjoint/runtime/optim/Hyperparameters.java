package dev.adjoint.runtime.optim;

import java.util.Map;

/** What an optimizer can be told for a group of parameters. Immutable: methods with a parameter answer changed ones. */
public sealed interface Hyperparameters permits Sgd.Options, Adam.Options, Lbfgs.Options {
  /** How far a step goes. */
  double learningRate();

  /**
   * The same with another learning rate.
   *
   * @throws IllegalArgumentException if it is negative or NaN
   */
  Hyperparameters learningRate(double rate);

  /** The values by the names that PyTorch gives them in {@code param_groups}; truth values are 0 and 1. */
  Map<String, Double> values();

  /**
   * The same with all values replaced.
   *
   * @param values as {@link #values} answers them, none missing
   * @throws IllegalArgumentException if one is out of its range
   */
  Hyperparameters withValues(Map<String, Double> values);

  /** Whether there is a decay of averaged gradients for {@link #withMomentum}: SGD's momentum, Adam's beta1. */
  boolean hasMomentum();

  /**
   * The same with another momentum or beta1.
   *
   * @throws UnsupportedOperationException if there is none
   */
  Hyperparameters withMomentum(double momentum);

  /**
   * Checks what one value alone does not show.
   *
   * @throws IllegalArgumentException if values do not go together
   */
  default void requireConsistent() {}
}
