package dev.adjoint.runtime.array;

import java.util.Arrays;

/**
 * The sizes of a tensor's dimensions. A shape of rank 0 is that of a scalar and has one element. Immutable.
 *
 * <p>Invariant: every size is at least 0, and the number of elements fits into an {@code int}.
 */
public final class Shape {
  /** The shape of a scalar. */
  public static final Shape SCALAR = new Shape(new int[0], 1);

  private final int[] sizes;
  private final int numel;

  private Shape(int[] sizes, int numel) {
    this.sizes = sizes;
    this.numel = numel;
  }

  /**
   * The shape with these sizes.
   *
   * @throws IllegalArgumentException if a size is negative, or the number of elements exceeds {@link Integer#MAX_VALUE}
   */
  public static Shape of(int... sizes) {
    return sizes.length == 0 ? SCALAR : trusted(sizes.clone());
  }

  /** As {@link #of}, but keeps the array, which the caller gives away. */
  public static Shape trusted(int[] sizes) {
    long numel = 1;
    boolean empty = false;
    for (int size : sizes) {
      if (size < 0) {
        throw new IllegalArgumentException("negative size " + size + " in shape " + Arrays.toString(sizes));
      }
      if (size == 0) {
        empty = true;
      } else if (numel <= Integer.MAX_VALUE) {
        numel *= size;
      }
    }
    if (!empty && numel > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(sizes) + " has more than " + Integer.MAX_VALUE + " elements");
    }
    return new Shape(sizes, empty ? 0 : (int) numel);
  }

  /** The number of dimensions. */
  public int rank() {
    return sizes.length;
  }

  /** The number of elements. */
  public int numel() {
    return numel;
  }

  /**
   * The size of one dimension.
   *
   * @param dim from 0, or from -1 for the last downwards
   * @throws IndexOutOfBoundsException if there is no such dimension
   */
  public int size(int dim) {
    return sizes[dim >= 0 && dim < sizes.length ? dim : existing(dim)];
  }

  /** As {@link #dim}, of a shape that is not that of a scalar. */
  private int existing(int dim) {
    if (sizes.length == 0) {
      throw new IndexOutOfBoundsException("Dimension specified as " + dim + " but a scalar has no dimensions");
    }
    return dim(dim);
  }

  /**
   * A dimension counted from 0, given one that may be counted from the end.
   *
   * @throws IndexOutOfBoundsException if there is no such dimension
   */
  public int dim(int dim) {
    return dim(null, dim);
  }

  /**
   * As {@link #dim(int)}.
   *
   * @param operation named in the error
   */
  public int dim(String operation, int dim) {
    // A scalar takes 0 and -1 as PyTorch's does.
    int rank = Math.max(sizes.length, 1);
    if (dim < -rank || dim >= rank) {
      throw new IndexOutOfBoundsException((operation == null ? "" : operation + ": ")
          + "Dimension out of range (expected to be in range of [" + -rank + ", " + (rank - 1) + "], but got " + dim
          + ") for shape " + this);
    }
    return dim < 0 ? dim + rank : dim;
  }

  /** A copy of the sizes. */
  public int[] sizes() {
    return sizes.clone();
  }

  /** The strides, in elements, of an array of this shape in row-major order. */
  public int[] strides() {
    int[] strides = new int[sizes.length];
    int step = 1;
    for (int d = sizes.length - 1; d >= 0; d--) {
      strides[d] = step;
      step *= Math.max(sizes[d], 1);
    }
    return strides;
  }

  /** This shape with one size replaced. */
  public Shape with(int dim, int size) {
    int[] copy = sizes.clone();
    copy[existing(dim)] = size;
    return trusted(copy);
  }

  /** This shape without one dimension. */
  public Shape without(int dim) {
    int drop = existing(dim);
    int[] copy = new int[sizes.length - 1];
    for (int d = 0, k = 0; d < sizes.length; d++) {
      if (d != drop) {
        copy[k++] = sizes[d];
      }
    }
    return trusted(copy);
  }

  /**
   * The shape to which both broadcast: aligned at the last dimension, a size of 1 stretches to the other's.
   *
   * @param operation named in the error
   * @throws IllegalArgumentException if the shapes do not fit; the message names both, and the operation
   */
  public static Shape broadcast(String operation, Shape a, Shape b) {
    if (a.equals(b)) {
      return a;
    }
    int rank = Math.max(a.rank(), b.rank());
    int[] sizes = new int[rank];
    for (int d = 0; d < rank; d++) {
      int i = d - rank + a.rank();
      int j = d - rank + b.rank();
      int m = i < 0 ? 1 : a.sizes[i];
      int n = j < 0 ? 1 : b.sizes[j];
      if (m != n && m != 1 && n != 1) {
        throw new IllegalArgumentException(operation + ": shapes " + a + " and " + b
            + " do not broadcast: the sizes " + m + " and " + n + " of dimension " + d + " differ, and neither is 1");
      }
      sizes[d] = m == 1 ? n : m;
    }
    return trusted(sizes);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  /** The sizes in brackets, such as {@code [3, 4]}. */
  @Override
  public String toString() {
    return Arrays.toString(sizes);
  }
}
