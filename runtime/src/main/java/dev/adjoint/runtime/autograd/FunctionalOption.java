package dev.adjoint.runtime.autograd;

/** What the methods of {@link Functional} do beyond their default. */
public enum FunctionalOption {
  /** A result that does not depend on an input is an error, instead of a derivative of 0. */
  STRICT,
  /** The results can be differentiated themselves, with respect to the inputs that require a gradient. */
  CREATE_GRAPH,
  /**
   * A Jacobian takes one backward pass per element of the results even where that is more than one per element of the
   * inputs. The other way differentiates twice; it is not taken where the function contains a {@link Function}, whose
   * backward need not be differentiable.
   */
  BY_ROWS
}
