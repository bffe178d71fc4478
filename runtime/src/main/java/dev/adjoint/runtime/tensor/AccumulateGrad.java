package dev.adjoint.runtime.tensor;

import java.util.Set;

/** The end of an adjoint's way: adds it to the {@code grad} of a leaf. */
final class AccumulateGrad extends Node {
  private final Tensor leaf;

  AccumulateGrad(Tensor leaf) {
    this.leaf = leaf;
  }

  @Override
  public String name() {
    return "AccumulateGrad";
  }

  @Override
  Tensor[] pull(Tensor[] seeds, Set<Node> wanted) {
    throw new AssertionError("a leaf's adjoint goes nowhere");
  }

  /** @param owned whether nobody else refers to the seed's storage */
  synchronized void accumulate(Tensor seed, boolean owned) {
    leaf.accumulateGrad(seed, owned);
  }
}
