package dev.adjoint.runtime.backend.reference;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.View;
import java.util.Arrays;

/**
 * Several views of one shape, walked together row by row in row-major order.
 *
 * <p>Neighbouring dimensions that all views step through evenly are one dimension here, so that a row is as long as
 * possible. After {@link #next} answered true, element i of the row is at {@code start[v] + i * step[v]} of view v's
 * storage.
 */
final class Walk {
  /** The first element of the row, per view. */
  final int[] start;
  /** The distance between neighbours in a row, per view; 1 where a row has one element. */
  final int[] step;
  /** The number of elements in a row. */
  final int length;

  private static final int[] NONE = {};
  private static final int[][] NO_STRIDES = {};

  private final View[] views;
  /** Sizes of the dimensions outside of the row, the innermost first, and per view the distances in storage. */
  private final int[] sizes;
  private final int[][] strides;
  private final int outer;
  private final int[] counter;
  private final boolean empty;
  private boolean begun;

  private Walk(View[] views) {
    this.views = views;
    int rank = views[0].rank();
    int count = views.length;
    empty = views[0].numel() == 0;
    start = new int[count];
    step = new int[count];
    if (contiguous(views)) {
      // The most common case by far, and the one where the elements are few: worth no more arrays than these.
      Arrays.fill(step, 1);
      length = views[0].numel();
      outer = 0;
      sizes = NONE;
      strides = NO_STRIDES;
      counter = NONE;
      return;
    }
    sizes = new int[rank];
    strides = new int[count][rank];
    int row = 1;
    int groups = 0;
    boolean inRow = true;
    for (int d = rank - 1; d >= 0; d--) {
      int size = views[0].size(d);
      if (size == 1) {
        continue;
      }
      if (row == 1) {
        row = size;
        for (int v = 0; v < count; v++) {
          step[v] = views[v].stride(d);
        }
      } else if (inRow && continues(d, step, row)) {
        row *= size;
      } else if (!inRow && continues(d, groups - 1)) {
        sizes[groups - 1] *= size;
      } else {
        inRow = false;
        sizes[groups] = size;
        for (int v = 0; v < count; v++) {
          strides[v][groups] = views[v].stride(d);
        }
        groups++;
      }
    }
    if (row == 1) {
      Arrays.fill(step, 1);
    }
    length = row;
    outer = groups;
    counter = new int[groups];
  }

  private static boolean contiguous(View[] views) {
    for (View view : views) {
      if (!view.contiguous()) {
        return false;
      }
    }
    return true;
  }

  /** Walks views of one shape. */
  static Walk of(View... views) {
    return new Walk(views);
  }

  /** A view with the strides of another, from position {@code offset} and with other sizes. */
  static View resized(View view, int offset, int[] sizes) {
    return new View(view.storage(), offset, Shape.trusted(sizes), view.strides());
  }

  private boolean continues(int d, int[] distance, int size) {
    for (int v = 0; v < views.length; v++) {
      if (views[v].stride(d) != distance[v] * size) {
        return false;
      }
    }
    return true;
  }

  private boolean continues(int d, int group) {
    for (int v = 0; v < views.length; v++) {
      if (views[v].stride(d) != strides[v][group] * sizes[group]) {
        return false;
      }
    }
    return true;
  }

  /** Goes to the next row, or answers that there is none. */
  boolean next() {
    if (!begun) {
      begun = true;
      for (int v = 0; v < start.length; v++) {
        start[v] = views[v].offset();
      }
      return !empty;
    }
    for (int g = 0; g < outer; g++) {
      if (++counter[g] < sizes[g]) {
        for (int v = 0; v < start.length; v++) {
          start[v] += strides[v][g];
        }
        return true;
      }
      counter[g] = 0;
      for (int v = 0; v < start.length; v++) {
        start[v] -= (sizes[g] - 1) * strides[v][g];
      }
    }
    return false;
  }

  /** Starts again before the first row. */
  void rewind() {
    begun = false;
    Arrays.fill(counter, 0);
  }
}
