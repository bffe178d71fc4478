package dev.adjoint.runtime.backend.vector;

import dev.adjoint.runtime.backend.spi.View;

/**
 * Views of one shape as rows: the innermost dimension, and the others as nested loops around it. Neighbouring
 * dimensions that every view steps through evenly are one dimension here, and those of size 1 none. Immutable.
 */
final class Nest {
  /** The number of elements in a row. */
  final int length;
  /** The number of rows. */
  final int rows;
  private final int[] sizes;
  /** Per view, the distances between neighbours; the row's is the last. */
  private final int[][] steps;
  private final int[] offsets;
  private final int rank;

  /** The nest of these views, which are not empty; null is a number, whose step is 0 and offset 0. */
  Nest(View... views) {
    View first = views[0];
    int count = views.length;
    sizes = new int[first.rank()];
    steps = new int[count][first.rank()];
    offsets = new int[count];
    for (int v = 0; v < count; v++) {
      offsets[v] = views[v] == null ? 0 : views[v].offset();
    }
    // Filled from the end, as the innermost dimension is met first.
    int at = first.rank();
    for (int d = first.rank() - 1; d >= 0; d--) {
      int size = first.size(d);
      if (size == 1) {
        continue;
      }
      if (at < first.rank() && continues(views, d, at)) {
        sizes[at] *= size;
        continue;
      }
      sizes[--at] = size;
      for (int v = 0; v < count; v++) {
        steps[v][at] = views[v] == null ? 0 : views[v].stride(d);
      }
    }
    rank = first.rank() - at;
    length = rank == 0 ? 1 : sizes[sizes.length - 1];
    rows = first.numel() / length;
  }

  private boolean continues(View[] views, int d, int at) {
    for (int v = 0; v < views.length; v++) {
      if (views[v] != null && views[v].stride(d) != steps[v][at] * sizes[at]) {
        return false;
      }
    }
    return true;
  }

  /** The distance between neighbours of a row in a view; 1 in a row of one element. */
  int step(int view) {
    return rank == 0 ? 1 : steps[view][sizes.length - 1];
  }

  /** The position of the first element of a row in a view. */
  int start(int view, int row) {
    int start = offsets[view];
    int[] distances = steps[view];
    for (int d = sizes.length - 2, left = row; left != 0; d--) {
      start += left % sizes[d] * distances[d];
      left /= sizes[d];
    }
    return start;
  }
}
