package dev.adjoint.runtime.nn;

/** Which connections of a unit are counted: with inputs, variance is kept going forward; with outputs, going back. */
public enum Fan {
  /** Inputs of an output. */
  IN,
  /** Outputs of an input. */
  OUT
}
