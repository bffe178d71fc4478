package dev.adjoint.runtime.backend.device;

import dev.adjoint.runtime.backend.spi.View;

/** What is known of whole numbers on a device without looking, and looking where that is not enough. */
final class IntegerBounds {
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

  /** Whether an element of a view of int64 has a value. */
  static boolean contains(View view, long value) {
    DeviceStorage storage = DeviceStorage.of(view);
    DeviceStorage.Bounds bounds = storage.bounds();
    if (bounds != null && (value < bounds.least() || value > bounds.greatest())) {
      return false;
    }
    for (long element : (long[]) storage.accelerator().backend().memory().download(view)) {
      if (element == value) {
        return true;
      }
    }
    return false;
  }
}
