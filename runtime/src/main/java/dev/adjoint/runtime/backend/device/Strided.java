package dev.adjoint.runtime.backend.device;

import dev.adjoint.runtime.backend.spi.View;
import java.util.Arrays;

/**
 * Views of one shape, described for a kernel: neighbouring dimensions that all views step through evenly are one, and the
 * innermost comes first. {@code strided.h} has the structure that {@link #struct} fills.
 */
final class Strided {
  /** The most dimensions that a kernel counts. */
  static final int MAX_RANK = 8;

  private final int[] sizes;
  private final int[][] strides;
  private final int count;
  private int rank;

  /**
   * @param count the number of elements
   * @param views of one shape; null for an operand that is a number
   * @param dims the dimensions that take part
   */
  private Strided(int count, View[] views, boolean[] dims) {
    this.count = count;
    View shape = views[views.length - 1];
    sizes = new int[Math.max(1, shape.rank())];
    strides = new int[views.length][sizes.length];
    for (int d = shape.rank() - 1; d >= 0; d--) {
      if (dims[d] && shape.size(d) != 1) {
        append(shape.size(d), views, d);
      }
    }
    if (rank == 0) {
      sizes[0] = 1;
      rank = 1;
    }
  }

  private void append(int size, View[] views, int d) {
    boolean merges = rank > 0;
    for (int v = 0; merges && v < views.length; v++) {
      merges = stride(views[v], d) == strides[v][rank - 1] * sizes[rank - 1];
    }
    if (merges) {
      sizes[rank - 1] *= size;
      return;
    }
    sizes[rank] = size;
    for (int v = 0; v < views.length; v++) {
      strides[v][rank] = stride(views[v], d);
    }
    rank++;
  }

  private static int stride(View view, int d) {
    return view == null ? 0 : view.stride(d);
  }

  /** All dimensions of some views, of which the last is none of the missing ones. */
  static Strided of(View... views) {
    View shape = views[views.length - 1];
    boolean[] all = new boolean[shape.rank()];
    Arrays.fill(all, true);
    return new Strided(shape.numel(), views, all);
  }

  /** Some dimensions of views that have the same sizes in them. */
  static Strided of(boolean[] dims, View... views) {
    View shape = views[views.length - 1];
    int count = 1;
    for (int d = 0; d < dims.length; d++) {
      count *= dims[d] ? shape.size(d) : 1;
    }
    return new Strided(count, views, dims);
  }

  /** The number of elements. */
  int count() {
    return count;
  }

  /** The number of dimensions. */
  int rank() {
    return rank;
  }

  /** The distance between neighbours of view {@code v} in the innermost dimension. */
  int innermostStride(int v) {
    return strides[v][0];
  }

  /**
   * The structure {@code Dims}.
   *
   * @param operation named in the error
   * @throws IllegalArgumentException if there are more dimensions than kernels count
   */
  int[] struct(String operation) {
    return struct(operation, strides.length);
  }

  /** The structure {@code Dims} of the first views only. */
  int[] struct(String operation, int views) {
    if (rank > MAX_RANK) {
      throw new IllegalArgumentException(operation + ": views of " + rank
          + " dimensions that cannot be joined; kernels of devices take " + MAX_RANK + "; make a contiguous copy");
    }
    int[] struct = new int[2 + MAX_RANK * (1 + views)];
    struct[0] = count;
    struct[1] = rank;
    System.arraycopy(sizes, 0, struct, 2, rank);
    for (int v = 0; v < views; v++) {
      System.arraycopy(strides[v], 0, struct, 2 + MAX_RANK * (1 + v), rank);
    }
    return struct;
  }
}
