package dev.adjoint.runtime.backend.device;

import dev.adjoint.runtime.backend.spi.View;

/**
 * The blocks of memory behind views, for backends that give them to a library of the device and not to a kernel. A view must be
 * reachable until the command that uses its block is queued.
 */
public final class DeviceBlocks {
  private DeviceBlocks() {}

  /** The block of a view that is read. */
  public static long reading(View view) {
    return DeviceStorage.of(view).forReading();
  }

  /** The block of a view all of whose elements are set and not read before. */
  public static long writing(View view) {
    return DeviceStorage.of(view).forWriting(view);
  }

  /** The block of a view that is read and written. */
  public static long updating(View view) {
    return DeviceStorage.of(view).forUpdate();
  }
}
