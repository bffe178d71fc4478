package dev.adjoint.runtime.backend.spi;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import java.util.Arrays;

/**
 * Elements of a storage, seen as an array of some shape: element {@code (i0, i1, ...)} is at
 * {@code offset + i0 * stride0 + i1 * stride1 + ...}. Immutable, though the elements are not.
 *
 * <p>Strides are at least 0; a stride of 0 repeats one element along its dimension.
 */
public final class View implements Operand {
  private final Storage storage;
  private final int offset;
  private final Shape shape;
  private final int[] strides;
  private final boolean contiguous;

  /** A view with these strides, in elements; the array is kept and belongs to the view from now on. */
  public View(Storage storage, int offset, Shape shape, int[] strides) {
    this.storage = storage;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
    this.contiguous = isRowMajor(shape, strides);
  }

  /** A whole storage in row-major order. */
  public View(Storage storage, Shape shape) {
    this.storage = storage;
    this.offset = 0;
    this.shape = shape;
    this.strides = shape.strides();
    this.contiguous = true;
  }

  private static boolean isRowMajor(Shape shape, int[] strides) {
    int step = 1;
    for (int d = strides.length - 1; d >= 0; d--) {
      int size = shape.size(d);
      if (size != 1 && strides[d] != step) {
        return shape.numel() == 0;
      }
      step *= Math.max(size, 1);
    }
    return true;
  }

  /** Where the elements are. */
  public Storage storage() {
    return storage;
  }

  /** The position of the first element in the storage. */
  public int offset() {
    return offset;
  }

  /** The sizes. */
  public Shape shape() {
    return shape;
  }

  /** The number of dimensions. */
  public int rank() {
    return strides.length;
  }

  /** The size of dimension {@code dim}, counted from 0. */
  public int size(int dim) {
    return shape.size(dim);
  }

  /** The distance, in elements, between neighbours along dimension {@code dim}, counted from 0. */
  public int stride(int dim) {
    return strides[dim];
  }

  /** A copy of the strides. */
  public int[] strides() {
    return strides.clone();
  }

  /** The number of elements. */
  public int numel() {
    return shape.numel();
  }

  /** The type of the elements. */
  public DType dtype() {
    return storage.dtype();
  }

  /** Whether the elements lie one after the other in row-major order. */
  public boolean contiguous() {
    return contiguous;
  }

  /** Whether the other view shows the same elements in the same order. */
  public boolean sameAs(View other) {
    return storage == other.storage && offset == other.offset && shape.equals(other.shape)
        && (Arrays.equals(strides, other.strides) || contiguous && other.contiguous);
  }

  /**
   * This view stretched to a shape: missing leading dimensions and sizes of 1 are repeated.
   *
   * @param target a shape to which this one broadcasts
   */
  public View expand(Shape target) {
    if (target.equals(shape)) {
      return this;
    }
    int shift = target.rank() - rank();
    int[] wide = new int[target.rank()];
    for (int d = shift; d < wide.length; d++) {
      int size = shape.size(d - shift);
      if (size != target.size(d) && size != 1) {
        throw new IllegalArgumentException("a view of shape " + shape + " does not expand to " + target);
      }
      wide[d] = size == 1 && target.size(d) != 1 ? 0 : strides[d - shift];
    }
    return new View(storage, offset, target, wide);
  }

  /** Element type, shape, offset and strides, for messages of tests. */
  @Override
  public String toString() {
    return dtype() + shape.toString() + "@" + offset + Arrays.toString(strides);
  }
}
