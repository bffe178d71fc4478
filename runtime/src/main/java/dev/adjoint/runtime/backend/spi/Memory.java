package dev.adjoint.runtime.backend.spi;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;

/**
 * Storage and what moves elements.
 *
 * <p>Java arrays stand for element types as follows: {@code float[]} for float32, {@code double[]} for float64,
 * {@code long[]} for int64, {@code boolean[]} for bool.
 */
public interface Memory {
  /** A block of zeros. */
  Storage allocate(Device device, DType dtype, int length);

  /** A block whose content is undefined, for a caller that writes all of it. */
  default Storage reserve(Device device, DType dtype, int length) {
    return allocate(device, dtype, length);
  }

  /** A block with a copy of a Java array, whose type gives the element type. */
  Storage upload(Device device, Object array);

  /** The elements of the view in row-major order as a new Java array. */
  Object download(View view);

  /**
   * Whether an element of a view of int64 may have a value, as far as that is known without looking at the elements; true
   * where nothing is known. Where looking means to wait for a device, and to copy from it, a caller asks this first.
   */
  default boolean mayContain(View view, long value) {
    return true;
  }

  /** The element as a double; int64 is rounded, bool is 1 or 0. */
  double getDouble(Storage storage, int position);

  /** The element as a long; floating types are truncated as a Java cast does, bool is 1 or 0. */
  long getLong(Storage storage, int position);

  /**
   * {@code out = (type of out) x}, as Java casts; to bool: whether it is not 0. Same shape; the views may overlap only if
   * they show the same elements.
   */
  void copy(View x, View out);

  /** Sets every element. */
  void fill(View out, Scalar value);
}
