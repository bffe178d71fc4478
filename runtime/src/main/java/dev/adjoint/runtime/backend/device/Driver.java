package dev.adjoint.runtime.backend.device;

import java.util.List;

/** A way to reach devices of one kind. Safe for use by any number of threads. */
public interface Driver {
  /** The items of a group in every kernel of this package; a device whose groups are smaller cannot run them. */
  int GROUP_SIZE = 256;

  /** The dialect of C that {@link DeviceQueue#compile} takes. */
  Dialect dialect();

  /** The devices, in the order of their index. */
  List<DeviceInfo> devices();

  /**
   * Makes a device ready for use.
   *
   * @param index its place in {@link #devices}
   * @throws DeviceException if the device refuses
   */
  DeviceQueue open(int index);
}
