package dev.adjoint.runtime.backend.device;

/**
 * How the memory of a device is used, in bytes.
 *
 * @param budgetBytes what may be allocated at once
 * @param heldBytes blocks that storages hold
 * @param cachedBytes blocks that no storage holds and that wait for the next one
 * @param peakBytes the most that was held at once
 * @param allocations how many blocks were asked for
 * @param driverAllocations how many of them the driver had to allocate
 */
public record MemoryStatistics(long budgetBytes, long heldBytes, long cachedBytes, long peakBytes, long allocations,
    long driverAllocations) {
  /** What storages can still get. */
  public long freeBytes() {
    return Math.max(0, budgetBytes - heldBytes);
  }
}
