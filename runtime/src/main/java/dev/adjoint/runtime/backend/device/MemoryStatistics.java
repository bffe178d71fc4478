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
 * @param collections how many times there was no room, so that the garbage collector was asked to find storages that nobody
 *     reaches; each may stop the whole program for as long as a collection of its heap takes
 */
public record MemoryStatistics(long budgetBytes, long heldBytes, long cachedBytes, long peakBytes, long allocations,
    long driverAllocations, long collections) {
  /** What storages can still get. */
  public long freeBytes() {
    return Math.max(0, budgetBytes - heldBytes);
  }
}
