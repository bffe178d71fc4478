package dev.adjoint.runtime.backend.cuda;

import java.lang.foreign.MemorySegment;

/**
 * Copies to a device that do not wait for the commands queued before: the bytes go to page-locked memory first, a piece of
 * which is used again when the device has read it.
 */
final class UploadRing {
  private static final int PIECES = 8;
  private static final long PIECE_BYTES = 1 << 20;
  private static final int NO_TIMING = 2;

  private final CudaQueue queue;
  private final Cuda cuda;
  private final HostMemory hostMemory;
  private final long[] read = new long[PIECES];
  private MemorySegment memory;
  private int next;

  UploadRing(CudaQueue queue, Cuda cuda, HostMemory hostMemory) {
    this.queue = queue;
    this.cuda = cuda;
    this.hostMemory = hostMemory;
  }

  /** Queues a copy; the source may change as soon as this returns. */
  synchronized void write(MemorySegment from, long to, long bytes) {
    if (memory == null) {
      memory = hostMemory.allocate(PIECES * PIECE_BYTES);
    }
    for (long at = 0; at < bytes; at += PIECE_BYTES) {
      writePiece(from.asSlice(at, Math.min(PIECE_BYTES, bytes - at)), to + at);
    }
  }

  private void writePiece(MemorySegment from, long to) {
    int place = next;
    next = (place + 1) % PIECES;
    long bytes = from.byteSize();
    if (read[place] == 0) {
      read[place] = queue.newEvent(NO_TIMING);
    } else {
      queue.enter();
      queue.check(cuda.ofOne(Cuda.Name.cuEventSynchronize, read[place]), "waiting to copy " + bytes + " bytes to the device");
    }
    MemorySegment piece = memory.asSlice(place * PIECE_BYTES, bytes);
    piece.copyFrom(from);
    queue.enter();
    queue.check(cuda.fromHost(to, piece, bytes, queue.stream()), "cuMemcpyHtoDAsync of " + bytes + " bytes");
    queue.check(cuda.record(read[place], queue.stream()), "cuEventRecord");
  }
}
