package dev.adjoint.runtime.backend.device;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.View;
import java.util.Arrays;
import java.util.List;

/**
 * Checks of whole numbers on a device before a kernel relies on them. What is known of a storage since it was uploaded or
 * checked is enough for most; only otherwise the device looks, and the host waits.
 */
final class IntegerBounds {
  private enum Check {
    INDEX
  }

  private IntegerBounds() {}

  /** Notes the bounds of elements that were uploaded. */
  static void note(DeviceStorage storage, long[] elements) {
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    for (long element : elements) {
      least = Math.min(least, element);
      greatest = Math.max(greatest, element);
    }
    storage.bounds(least, greatest);
  }

  /** Notes the bounds of elements that a kernel has written to a view, if there are no others in its storage. */
  static void note(View view, long least, long greatest) {
    if (view.contiguous() && view.numel() == view.storage().length()) {
      DeviceStorage.of(view).bounds(least, greatest);
    }
  }

  /** Notes that the elements of one view were copied to another. */
  static void noteCopy(View from, View to) {
    DeviceStorage.Bounds bounds = DeviceStorage.of(from).bounds();
    if (bounds != null && from.dtype() == DType.INT64 && to.dtype() == DType.INT64) {
      note(to, bounds.least(), bounds.greatest());
    }
  }

  /** Whether an element of a view of int64 may have a value, by what is known. */
  static boolean mayContain(View view, long value) {
    DeviceStorage.Bounds bounds = DeviceStorage.of(view).bounds();
    return bounds == null || bounds.least() <= value && value <= bounds.greatest();
  }

  /** Whether an element of a view of int64 is 0. */
  static boolean containsZero(View view) {
    if (!mayContain(view, 0)) {
      return false;
    }
    for (long element : (long[]) view.storage().backend().memory().download(view)) {
      if (element == 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Checks indices.
   *
   * @param dim the dimension that they index, of that size
   * @throws IndexOutOfBoundsException naming the first that is outside of [0, size), and its position
   */
  static void requireInRange(String operation, View index, int dim, int size) {
    DeviceStorage storage = DeviceStorage.of(index);
    DeviceStorage.Bounds bounds = storage.bounds();
    if (index.numel() == 0 || bounds != null && bounds.least() >= 0 && bounds.greatest() < size) {
      return;
    }
    int first = firstOutside(storage.accelerator(), index, size);
    if (first >= 0) {
      int[] position = position(first, index.shape());
      int at = index.offset();
      for (int d = 0; d < position.length; d++) {
        at += position[d] * index.stride(d);
      }
      throw new IndexOutOfBoundsException(operation + ": index " + storage.backend().memory().getLong(storage, at)
          + " at position " + Arrays.toString(position) + " is outside of [0, " + size + "), the range of dimension "
          + dim);
    }
    note(index, 0, size - 1);
  }

  /** The number, in row-major order, of the first index outside of [0, size), or -1. */
  private static int firstOutside(Accelerator accelerator, View index, int size) {
    var kernel = accelerator.kernel(new KernelKey(Check.INDEX, DType.INT64, DType.INT64, "check"),
        key -> new KernelSource(Elements.name(key.operation(), key.from()), List.of("strided.h", "index_check.c"),
            List.of()));
    Strided dims = Strided.of(index);
    // The kernel writes 32 bits, of which it takes the complement.
    var found = new DeviceStorage(accelerator, DType.INT64, 1, true);
    new Launch(accelerator, kernel).reads(index).of((long) size).scratch(found).struct(dims.struct("index check"))
        .run(accelerator.grid(index.numel()));
    long answer = accelerator.backend().memory().getLong(found, 0);
    found.release();
    return (int) answer == 0 ? -1 : ~(int) answer;
  }

  private static int[] position(int number, Shape shape) {
    int[] position = new int[shape.rank()];
    int rest = number;
    for (int d = shape.rank() - 1; d >= 0; d--) {
      position[d] = rest % shape.size(d);
      rest /= shape.size(d);
    }
    return position;
  }
}
