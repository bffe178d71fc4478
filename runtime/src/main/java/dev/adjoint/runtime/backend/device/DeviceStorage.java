package dev.adjoint.runtime.backend.device;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.Storage;
import dev.adjoint.runtime.backend.spi.View;
import java.lang.ref.Cleaner;

/**
 * Elements in a block of a device's memory.
 *
 * <p>The block goes back when the scope ends in which the storage was made, or when nobody reaches the storage any more,
 * whichever is first. After the first, every use is an {@link IllegalStateException}.
 *
 * <p>A new storage is all zeros, but the zeros are written only when something reads them: a kernel that sets every
 * element saves them.
 */
final class DeviceStorage extends Storage {
  private static final Cleaner CLEANER = Cleaner.create();

  private final Accelerator accelerator;
  private final long handle;
  private final Cleaner.Cleanable block;
  private volatile boolean zeros;
  private volatile boolean released;
  /** The least and the greatest element, where they are known. */
  private volatile Bounds bounds;

  /** Bounds of the elements of a storage of int64. */
  record Bounds(long least, long greatest) {}

  DeviceStorage(Accelerator accelerator, DType dtype, int length, boolean zeros) {
    super(accelerator.backend(), accelerator.device(), dtype, length);
    this.accelerator = accelerator;
    this.zeros = zeros && length > 0;
    if (length == 0) {
      handle = 0;
      block = () -> {};
    } else {
      var memory = accelerator.allocator().allocate((long) length * dtype.bytes());
      handle = memory.handle();
      block = CLEANER.register(this, memory);
    }
  }

  /** The storage of a view that was made here. */
  static DeviceStorage of(View view) {
    return of(view.storage());
  }

  /** A storage that was made here. */
  static DeviceStorage of(Storage storage) {
    if (storage instanceof DeviceStorage own) {
      return own;
    }
    throw new IllegalArgumentException("a storage of backend " + storage.backend().name() + " on " + storage.device()
        + " is no device memory");
  }

  Accelerator accelerator() {
    return accelerator;
  }

  private long bytes() {
    return (long) length() * dtype().bytes();
  }

  private long handle() {
    if (released) {
      throw new IllegalStateException("a " + dtype() + " storage of " + length() + " elements on " + device()
          + " was released when its scope was closed; keep(tensor) lets one outlive its scope");
    }
    return handle;
  }

  /** The block, for a kernel that reads it. */
  long forReading() {
    if (zeros) {
      writeZeros();
    }
    return handle();
  }

  /** The block, for a kernel that changes some elements or reads them before it changes them. */
  long forUpdate() {
    bounds = null;
    return forReading();
  }

  /** The block, for a kernel that sets every element of a view and reads none before. */
  long forWriting(View view) {
    bounds = null;
    if (zeros && view.contiguous() && view.numel() == length()) {
      zeros = false;
    }
    return forReading();
  }

  private synchronized void writeZeros() {
    if (zeros) {
      accelerator.queue().clear(handle(), 0, bytes());
      zeros = false;
    }
  }

  /** Bounds of all elements, or null if they are not known. */
  Bounds bounds() {
    return zeros ? new Bounds(0, 0) : bounds;
  }

  /** Notes the bounds of all elements as they are now. */
  void bounds(long least, long greatest) {
    bounds = new Bounds(least, greatest);
  }

  @Override
  public void release() {
    released = true;
    block.clean();
  }
}
