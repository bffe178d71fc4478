package dev.adjoint.runtime.backend.device;

import dev.adjoint.runtime.array.Device;

/**
 * A device has no room for a block, though caches were given back and unreachable tensors collected. The process can go
 * on: nothing was changed.
 */
public final class DeviceOutOfMemoryException extends DeviceException {
  private static final long serialVersionUID = 1L;
  private final long askedBytes;
  private final long heldBytes;
  private final long freeBytes;

  DeviceOutOfMemoryException(Device device, long askedBytes, MemoryStatistics statistics) {
    super(device + " is out of memory: " + askedBytes + " bytes asked, " + statistics.heldBytes() + " held by tensors, "
        + statistics.freeBytes() + " free of a budget of " + statistics.budgetBytes() + " (adjoint.device.memory)");
    this.askedBytes = askedBytes;
    this.heldBytes = statistics.heldBytes();
    this.freeBytes = statistics.freeBytes();
  }

  /** The size of the block that was asked for. */
  public long askedBytes() {
    return askedBytes;
  }

  /** What tensors held at that time. */
  public long heldBytes() {
    return heldBytes;
  }

  /** What was left of the budget. */
  public long freeBytes() {
    return freeBytes;
  }
}
