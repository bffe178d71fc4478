package dev.adjoint.tests.backend;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.View;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;

/** Ways in which the elements of an array can lie in a storage. */
enum Layout {
  /** One after the other from the start of the storage. */
  CONTIGUOUS,
  /** One after the other, in the midst of the storage. */
  OFFSET,
  /** In column-major order. */
  TRANSPOSED,
  /** The first two of three or more dimensions change places; with fewer as {@link #TRANSPOSED}. */
  PERMUTED,
  /** The last two dimensions change places. */
  SWAPPED,
  /** Every second element. */
  STEPPED,
  /** Rows that are a part of longer rows. */
  SLICED,
  /** Every element of the last dimension is the same one in storage; only for what is read. */
  EXPANDED_LAST,
  /** As {@link #EXPANDED_LAST}, of the first dimension. */
  EXPANDED_FIRST;

  /** What lies between the elements of a view: a number that no kernel may read or change. */
  static final int GAP = 77;

  /** Those a result can have. */
  static List<Layout> ofResults() {
    return List.of(CONTIGUOUS, OFFSET, TRANSPOSED, PERMUTED, SWAPPED, STEPPED, SLICED);
  }

  /**
   * A view with the given elements.
   *
   * @param elements a Java array in row-major order; an expanded view has fewer elements, those at its beginning
   */
  View place(On on, Object elements, int... sizes) {
    Shape shape = Shape.of(sizes);
    int[] strides = strides(shape);
    int offset = switch (this) {
      case CONTIGUOUS, TRANSPOSED, PERMUTED, SWAPPED, EXPANDED_LAST, EXPANDED_FIRST -> 0;
      case OFFSET -> 3;
      case STEPPED -> 1;
      case SLICED -> 2;
    };
    int last = offset;
    for (int d = 0; d < sizes.length; d++) {
      last += Math.max(0, sizes[d] - 1) * strides[d];
    }
    // Two more after the last, so that reading too far is noticed as a wrong result too.
    Object storage = gaps(elements, last + 3);
    put(elements, storage, offset, sizes, strides);
    return new View(on.backend().memory().upload(on.device(), storage), offset, shape, strides);
  }

  private int[] strides(Shape shape) {
    int[] sizes = shape.sizes();
    int[] strides = shape.strides();
    int rank = sizes.length;
    switch (this) {
      case CONTIGUOUS, OFFSET -> {}
      case TRANSPOSED -> columnMajor(sizes, strides);
      case PERMUTED -> {
        if (rank < 3) {
          columnMajor(sizes, strides);
        } else {
          int plane = 1;
          for (int d = rank - 1; d > 1; d--) {
            plane *= Math.max(1, sizes[d]);
          }
          strides[0] = plane;
          strides[1] = plane * Math.max(1, sizes[0]);
        }
      }
      case SWAPPED -> {
        if (rank > 1) {
          strides[rank - 2] = 1;
          strides[rank - 1] = Math.max(1, sizes[rank - 2]);
        }
      }
      case STEPPED -> {
        for (int d = 0; d < rank; d++) {
          strides[d] *= 2;
        }
      }
      case SLICED -> {
        int step = 1;
        for (int d = rank - 1; d >= 0; d--) {
          strides[d] = step;
          step *= Math.max(1, sizes[d]) + (d == rank - 1 ? 3 : 0);
        }
      }
      case EXPANDED_LAST -> {
        if (rank > 0) {
          strides[rank - 1] = 0;
        }
      }
      case EXPANDED_FIRST -> {
        if (rank > 0) {
          strides[0] = 0;
        }
      }
    }
    return strides;
  }

  private static void columnMajor(int[] sizes, int[] strides) {
    int step = 1;
    for (int d = 0; d < sizes.length; d++) {
      strides[d] = step;
      step *= Math.max(1, sizes[d]);
    }
  }

  /** Where the elements are, in row-major order, from the offset on. */
  static int[] positions(int[] sizes, int[] strides) {
    int[] positions = new int[Sizes.count(sizes)];
    int[] index = new int[sizes.length];
    int position = 0;
    for (int i = 0; i < positions.length; i++) {
      positions[i] = position;
      int d = sizes.length - 1;
      while (d >= 0 && ++index[d] == sizes[d]) {
        index[d] = 0;
        position -= (sizes[d] - 1) * strides[d];
        d--;
      }
      position += d >= 0 ? strides[d] : 0;
    }
    return positions;
  }

  /** Puts elements to their positions, the first last, so that it is the one an expanded view ends up with. */
  void put(Object elements, Object storage, int offset, int[] sizes, int[] strides) {
    if (this == CONTIGUOUS || this == OFFSET) {
      System.arraycopy(elements, 0, storage, offset, Sizes.count(sizes));
      return;
    }
    int[] positions = positions(sizes, strides);
    int last = positions.length - 1;
    switch (elements) {
      case float[] x -> {
        float[] to = (float[]) storage;
        for (int i = last; i >= 0; i--) {
          to[offset + positions[i]] = x[i];
        }
      }
      case double[] x -> {
        double[] to = (double[]) storage;
        for (int i = last; i >= 0; i--) {
          to[offset + positions[i]] = x[i];
        }
      }
      case long[] x -> {
        long[] to = (long[]) storage;
        for (int i = last; i >= 0; i--) {
          to[offset + positions[i]] = x[i];
        }
      }
      case boolean[] x -> {
        boolean[] to = (boolean[]) storage;
        for (int i = last; i >= 0; i--) {
          to[offset + positions[i]] = x[i];
        }
      }
      default -> throw new IllegalArgumentException(elements.getClass().getTypeName());
    }
  }

  private static Object gaps(Object like, int length) {
    Object array = Array.newInstance(like.getClass().getComponentType(), length);
    switch (array) {
      case float[] a -> Arrays.fill(a, GAP);
      case double[] a -> Arrays.fill(a, GAP);
      case long[] a -> Arrays.fill(a, GAP);
      case boolean[] a -> Arrays.fill(a, true);
      default -> throw new IllegalArgumentException(like.getClass().getTypeName());
    }
    return array;
  }
}
