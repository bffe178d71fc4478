package dev.adjoint.runtime.check;

import dev.adjoint.runtime.tape.Tape;

/**
 * A one-to-one relation between primal arrays and adjoint arrays, by identity. An open-addressing table whose memory is
 * a tape's, so that a check on a warm tape allocates nothing.
 */
final class Pairing {

  private final Object[] keys;
  private final Object[] partners;
  private final int mask;

  /**
   * An empty relation.
   *
   * @param arrays how many pairs will be added at the most
   */
  Pairing(Tape scratch, int arrays) {
    // Each pair is entered twice, and half of the table stays free.
    int capacity = Tape.size(Long.highestOneBit(Math.max(4L * arrays, 4) - 1) << 1);
    keys = scratch.refs(capacity);
    partners = scratch.refs(capacity);
    mask = capacity - 1;
  }

  /** How many arrays {@code array} is and holds, at all ranks. */
  static int count(Object array) {
    if (!(array instanceof Object[] rows)) {
      return 1;
    }
    int count = 1;
    for (Object row : rows) {
      count += count(row);
    }
    return count;
  }

  /**
   * Relates an array to its adjoint, and what the one holds to what the other holds. Nulls and empty arrays, which hold
   * no adjoint, are left out.
   *
   * @return false if the relation would not be one-to-one any more
   */
  boolean add(Object primal, Object adjoint) {
    if (primal == null || Shape.length(primal) == 0) {
      return true;
    }
    if (!put(primal, adjoint) || !put(adjoint, primal)) {
      return false;
    }
    if (primal instanceof Object[] rows) {
      Object[] adjoints = (Object[]) adjoint;
      for (int i = 0; i < rows.length; i++) {
        if (!add(rows[i], adjoints[i])) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean put(Object key, Object partner) {
    int at = System.identityHashCode(key) & mask;
    while (keys[at] != null) {
      if (keys[at] == key) {
        return partners[at] == partner;
      }
      at = at + 1 & mask;
    }
    keys[at] = key;
    partners[at] = partner;
    return true;
  }
}
