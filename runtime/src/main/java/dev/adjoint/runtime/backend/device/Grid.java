package dev.adjoint.runtime.backend.device;

/**
 * How often a kernel runs: groups of items that share local memory.
 *
 * @param groupsX groups along the first axis
 * @param groupsY groups along the second axis
 * @param itemsX items of a group along the first axis
 * @param itemsY items of a group along the second axis
 */
public record Grid(int groupsX, int groupsY, int itemsX, int itemsY) {
  /** @throws IllegalArgumentException if a number is below 1 */
  public Grid {
    if (groupsX < 1 || groupsY < 1 || itemsX < 1 || itemsY < 1) {
      throw new IllegalArgumentException(
          "a grid of " + groupsX + " x " + groupsY + " groups of " + itemsX + " x " + itemsY + " items");
    }
  }

  /** Groups in a row. */
  static Grid of(int groups, int items) {
    return new Grid(groups, 1, items, 1);
  }
}
