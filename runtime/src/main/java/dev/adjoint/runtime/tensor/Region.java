package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.View;
import java.util.Arrays;

/**
 * Elements of an array, by their place in a block in which the array lies.
 *
 * @param whole the shape of the array
 * @param wholeOffset the place of its first element in the block
 * @param wholeStrides its strides in the block
 * @param part the shape of the region
 * @param offset the place of the region's first element in the block
 * @param strides the region's strides in the block
 * @param length the size of the block
 */
record Region(Shape whole, int wholeOffset, int[] wholeStrides, Shape part, int offset, int[] strides, int length) {
  private static final int[] NONE = {};

  /** One entry along a dimension of an array in row-major order. */
  static Region select(Shape whole, int dim, int index) {
    int[] strides = whole.strides();
    int[] left = new int[strides.length - 1];
    for (int d = 0, k = 0; d < strides.length; d++) {
      if (d != dim) {
        left[k++] = strides[d];
      }
    }
    Shape part = whole.without(dim);
    return new Region(whole, 0, strides, part, part.numel() == 0 ? 0 : index * strides[dim], left, whole.numel());
  }

  /** Entries along a dimension of an array in row-major order. */
  static Region slice(Shape whole, int dim, int start, int count, int step) {
    int[] strides = whole.strides();
    int[] wide = strides.clone();
    wide[dim] = (int) Math.min((long) wide[dim] * step, Integer.MAX_VALUE);
    Shape part = whole.with(dim, count);
    return new Region(whole, 0, strides, part, part.numel() == 0 ? 0 : start * strides[dim], wide, whole.numel());
  }

  /** A view of a tensor, neither of which need be in row-major order. */
  static Region of(View whole, View part) {
    // The block is the storage from the first to the last element of the whole.
    int first = whole.offset();
    int last = first;
    for (int d = 0; d < whole.rank(); d++) {
      last += Math.max(whole.size(d) - 1, 0) * whole.stride(d);
    }
    return new Region(whole.shape(), 0, whole.strides(), part.shape(), part.offset() - first, part.strides(),
        whole.numel() == 0 ? 0 : last - first + 1);
  }

  /** The dimensions along which the region shows the same elements again. */
  int[] repeated() {
    var dims = new int[strides.length];
    int count = 0;
    for (int d = 0; d < dims.length; d++) {
      if (strides[d] == 0 && part.size(d) > 1) {
        dims[count++] = d;
      }
    }
    return count == 0 ? NONE : Arrays.copyOf(dims, count);
  }

  /** This region with one entry along some dimensions. */
  Region once(int... dims) {
    Shape shape = part;
    for (int d : dims) {
      shape = shape.with(d, 1);
    }
    return new Region(whole, wholeOffset, wholeStrides, shape, offset, strides, length);
  }
}
