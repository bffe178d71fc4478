package dev.adjoint.runtime.backend.device;

import dev.adjoint.runtime.array.Device;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The memory of one device, in blocks that are kept for reuse when they are given back. Commands of a device run in order,
 * so a block can go to the next storage while commands of the last one still wait.
 *
 * <p>Sizes are rounded up to one of four in each power of two, so that blocks are found again by tensors of about the same
 * size. What storages hold and what is cached together stay within the budget. When that is used up, or the device has no
 * room, cached blocks go first; then the collector is asked to find tensors that nobody reaches.
 *
 * <p>Safe for use by any number of threads.
 */
final class DeviceAllocator {
  private static final int SMALLEST = 256;
  private static final int COLLECTIONS = 4;
  private static final long PATIENCE_NANOS = 200_000_000;
  /** Collections after which a user is told what they are for. */
  private static final int COLLECTIONS_TOLD = 16;
  private static final System.Logger LOGGER = System.getLogger(DeviceAllocator.class.getPackageName());

  private final Device device;
  private final DeviceQueue queue;
  private final NavigableMap<Long, ArrayDeque<Block>> cache = new TreeMap<>();
  private final long largestBlock;
  private long budget;
  private long held;
  private long cached;
  private long peak;
  private long allocations;
  private long driverAllocations;
  private long collections;

  /** Memory of the device; a block gives itself back, once, when it is run. */
  final class Block implements Runnable {
    private final long handle;
    private final long bytes;

    private Block(long handle, long bytes) {
      this.handle = handle;
      this.bytes = bytes;
    }

    /** The driver's name of the block. */
    long handle() {
      return handle;
    }

    /** The size, which may be more than was asked for. */
    long bytes() {
      return bytes;
    }

    @Override
    public void run() {
      giveBack(this);
    }
  }

  DeviceAllocator(Device device, DeviceQueue queue, DeviceInfo info, long budget) {
    this.device = device;
    this.queue = queue;
    this.budget = budget;
    this.largestBlock = info.largestBlockBytes();
  }

  /** The size of the block that is allocated for a number of bytes. */
  static long blockBytes(long bytes) {
    if (bytes <= SMALLEST) {
      return SMALLEST;
    }
    long step = Math.max(SMALLEST, Long.highestOneBit(bytes - 1) >> 2);
    return (bytes + step - 1) / step * step;
  }

  /**
   * A block of at least this size, with any content.
   *
   * @throws DeviceOutOfMemoryException if there is no room, even after caches were emptied and garbage collected
   */
  synchronized Block allocate(long asked) {
    long bytes = blockBytes(asked);
    allocations++;
    Block block = take(bytes, asked);
    for (int i = 0; block == null && i < COLLECTIONS && asked <= Math.min(budget, largestBlock); i++) {
      collect();
      long deadline = System.nanoTime() + PATIENCE_NANOS;
      for (long rest = PATIENCE_NANOS; block == null && rest > 0; rest = deadline - System.nanoTime()) {
        awaitReturn(rest);
        block = take(bytes, asked);
      }
    }
    if (block == null) {
      throw new DeviceOutOfMemoryException(device, asked, statistics());
    }
    held += block.bytes;
    peak = Math.max(peak, held);
    return block;
  }

  private void collect() {
    if (++collections == COLLECTIONS_TOLD) {
      LOGGER.log(System.Logger.Level.INFO, "the memory of " + device + " was full " + COLLECTIONS_TOLD + " times, and garbage was"
          + " collected to find tensors that nobody reaches; a TensorScope gives memory back without that");
    }
    System.gc();
  }

  private void awaitReturn(long nanos) {
    try {
      wait(Math.max(1, nanos / 1_000_000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeviceException("interrupted while waiting for memory of " + device);
    }
  }

  /** A cached or a new block, or null if there is no room now. */
  private Block take(long bytes, long asked) {
    Map.Entry<Long, ArrayDeque<Block>> fitting = cache.ceilingEntry(bytes);
    if (fitting != null && fitting.getKey() <= bytes + bytes / 4) {
      return uncache(fitting);
    }
    // The last block of a budget need not be rounded up.
    long size = held + bytes <= budget && bytes <= largestBlock ? bytes : asked;
    if (held + size > budget || size > largestBlock) {
      return null;
    }
    shrinkCache(budget - held - size);
    long handle = queue.allocate(size);
    if (handle == 0 && cached > 0) {
      shrinkCache(0);
      handle = queue.allocate(size);
    }
    if (handle == 0) {
      return null;
    }
    driverAllocations++;
    return new Block(handle, size);
  }

  private Block uncache(Map.Entry<Long, ArrayDeque<Block>> entry) {
    Block block = entry.getValue().pop();
    if (entry.getValue().isEmpty()) {
      cache.remove(entry.getKey());
    }
    cached -= block.bytes;
    return block;
  }

  /** Gives cached blocks to the driver, the largest first, until no more than {@code most} bytes are cached. */
  private void shrinkCache(long most) {
    while (cached > most) {
      queue.free(uncache(cache.lastEntry()).handle);
    }
  }

  private synchronized void giveBack(Block block) {
    held -= block.bytes;
    cached += block.bytes;
    cache.computeIfAbsent(block.bytes, _ -> new ArrayDeque<>()).push(block);
    notifyAll();
  }

  /** Gives all cached blocks to the driver. */
  synchronized void releaseCache() {
    shrinkCache(0);
  }

  /** Changes what may be allocated at once. */
  synchronized void budget(long bytes) {
    budget = bytes;
    shrinkCache(Math.max(0, budget - held));
  }

  synchronized MemoryStatistics statistics() {
    return new MemoryStatistics(budget, held, cached, peak, allocations, driverAllocations, collections);
  }
}
