package dev.adjoint.runtime.backend.cuda;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Page-locked memory of the host, which a device reaches without a copy; of every device of the process. */
final class HostMemory {
  private static final int PORTABLE = 1;
  private static final int ALIGNMENT = 64;

  private final Cuda cuda;
  private final long context;
  private final String device;

  HostMemory(Cuda cuda, long context, String device) {
    this.cuda = cuda;
    this.context = context;
    this.device = device;
  }

  /** Memory that is freed when nobody reaches it. Where none can be locked, it is ordinary memory, which is slower. */
  MemorySegment allocate(long bytes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(ADDRESS);
      CudaError.check(cuda, cuda.ofOne(Cuda.Name.cuCtxSetCurrent, context), "cuCtxSetCurrent on " + device);
      int code = cuda.allocateHost(address, bytes, PORTABLE);
      if (code == CudaError.OUT_OF_MEMORY) {
        return Arena.ofAuto().allocate(bytes, ALIGNMENT);
      }
      CudaError.check(cuda, code, "cuMemHostAlloc of " + bytes + " bytes on " + device);
      return owned(address.get(ADDRESS, 0), bytes);
    }
  }

  @SuppressWarnings("restricted")
  private MemorySegment owned(MemorySegment memory, long bytes) {
    return memory.reinterpret(bytes, Arena.ofAuto(), unreached -> {
      // On a thread of the collector. That the device failed is for others to say.
      if (cuda.ofOne(Cuda.Name.cuCtxSetCurrent, context) == CudaError.SUCCESS) {
        cuda.ofOne(Cuda.Name.cuMemFreeHost, unreached.address());
      }
    });
  }
}
