package dev.adjoint.runtime.nn;

/** What follows a layer, for the gain that {@link Init#calculateGain} recommends. */
public enum Nonlinearity {
  /** Nothing. */
  LINEAR,
  /** {@code 1 / (1 + e^-x)}. */
  SIGMOID,
  /** The hyperbolic tangent. */
  TANH,
  /** {@code max(x, 0)}. */
  RELU,
  /** {@code x > 0 ? x : a x}. */
  LEAKY_RELU,
  /** Scaled exponential linear units (Klambauer et al. 2017). */
  SELU
}
