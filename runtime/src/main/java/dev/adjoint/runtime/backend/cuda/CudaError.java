package dev.adjoint.runtime.backend.cuda;

import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.adjoint.runtime.backend.device.DeviceException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Error codes of CUDA's driver, {@code CUresult} in {@code cuda.h}. */
final class CudaError {
  static final int SUCCESS = 0;
  static final int OUT_OF_MEMORY = 2;
  static final int NO_DEVICE = 100;

  private CudaError() {}

  /**
   * Throws what a code other than success means.
   *
   * @param what was done, and where
   */
  static void check(Cuda cuda, int code, String what) {
    if (code != SUCCESS) {
      throw new DeviceException(what + " failed with " + text(cuda, code));
    }
  }

  /**
   * Whether every later command fails too, until the process is started again. Such an error is that of an earlier command,
   * which was reported when the device came to it.
   */
  static boolean isLasting(int code) {
    return switch (code) {
      // ECC_UNCORRECTABLE, NVLINK_UNCORRECTABLE, CONTAINED
      case 214, 220, 226 -> true;
      // ILLEGAL_ADDRESS, LAUNCH_TIMEOUT, CONTEXT_IS_DESTROYED, ASSERT
      case 700, 702, 709, 710 -> true;
      // HARDWARE_STACK_ERROR, ILLEGAL_INSTRUCTION, MISALIGNED_ADDRESS, INVALID_ADDRESS_SPACE, INVALID_PC, LAUNCH_FAILED
      case 714, 715, 716, 717, 718, 719 -> true;
      // TENSOR_MEMORY_LEAK, EXTERNAL_DEVICE
      case 721, 911 -> true;
      default -> false;
    };
  }

  /** The code's name, its number, and what the driver says about it. */
  static String text(Cuda cuda, int code) {
    String name = text(cuda, Cuda.Name.cuGetErrorName, code);
    String description = text(cuda, Cuda.Name.cuGetErrorString, code);
    return (name == null ? "an error that the driver does not name" : name) + " (" + code + ")"
        + (description == null ? "" : ": " + description);
  }

  private static String text(Cuda cuda, Cuda.Name function, int code) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocate(ADDRESS);
      int failure = cuda.errorText(function, code, text);
      MemorySegment characters = text.get(ADDRESS, 0);
      return failure != SUCCESS || characters.equals(MemorySegment.NULL) ? null : string(characters);
    }
  }

  /** A string of C that lives as long as its library. */
  @SuppressWarnings("restricted")
  static String string(MemorySegment characters) {
    return characters.reinterpret(Long.MAX_VALUE).getString(0);
  }
}
