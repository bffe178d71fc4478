package dev.adjoint.runtime.tensor;

/**
 * The way an adjoint takes from one node to the next.
 *
 * @param node where it arrives; null if that operand does not require a gradient
 * @param index which output of the node's forward operation the adjoint is of
 */
public record Edge(Node node, int index) {
  static final Edge NONE = new Edge(null, 0);
}
