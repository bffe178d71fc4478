package dev.adjoint.runtime.backend.opencl;

import dev.adjoint.runtime.backend.device.DeviceException;

/** OpenCL's error codes, from the Khronos header {@code cl.h}. */
final class OpenClError {
  static final int SUCCESS = 0;
  static final int DEVICE_NOT_FOUND = -1;
  static final int MEM_OBJECT_ALLOCATION_FAILURE = -4;
  static final int OUT_OF_RESOURCES = -5;
  static final int OUT_OF_HOST_MEMORY = -6;
  static final int BUILD_PROGRAM_FAILURE = -11;
  static final int INVALID_BUFFER_SIZE = -61;
  static final int PLATFORM_NOT_FOUND = -1001;

  private OpenClError() {}

  /**
   * Throws what a code other than success means.
   *
   * @param what was done, and where
   */
  static void check(int code, String what) {
    if (code != SUCCESS) {
      throw new DeviceException(what + " failed with " + name(code));
    }
  }

  /** The code's name in the header, with the number. */
  static String name(int code) {
    String name = switch (code) {
      case DEVICE_NOT_FOUND -> "CL_DEVICE_NOT_FOUND";
      case -2 -> "CL_DEVICE_NOT_AVAILABLE";
      case -3 -> "CL_COMPILER_NOT_AVAILABLE";
      case MEM_OBJECT_ALLOCATION_FAILURE -> "CL_MEM_OBJECT_ALLOCATION_FAILURE";
      case OUT_OF_RESOURCES -> "CL_OUT_OF_RESOURCES";
      case OUT_OF_HOST_MEMORY -> "CL_OUT_OF_HOST_MEMORY";
      case -7 -> "CL_PROFILING_INFO_NOT_AVAILABLE";
      case -8 -> "CL_MEM_COPY_OVERLAP";
      case BUILD_PROGRAM_FAILURE -> "CL_BUILD_PROGRAM_FAILURE";
      case -14 -> "CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST";
      case -30 -> "CL_INVALID_VALUE";
      case -31 -> "CL_INVALID_DEVICE_TYPE";
      case -32 -> "CL_INVALID_PLATFORM";
      case -33 -> "CL_INVALID_DEVICE";
      case -34 -> "CL_INVALID_CONTEXT";
      case -36 -> "CL_INVALID_COMMAND_QUEUE";
      case -38 -> "CL_INVALID_MEM_OBJECT";
      case -43 -> "CL_INVALID_BUILD_OPTIONS";
      case -44 -> "CL_INVALID_PROGRAM";
      case -45 -> "CL_INVALID_PROGRAM_EXECUTABLE";
      case -46 -> "CL_INVALID_KERNEL_NAME";
      case -48 -> "CL_INVALID_KERNEL";
      case -49 -> "CL_INVALID_ARG_INDEX";
      case -50 -> "CL_INVALID_ARG_VALUE";
      case -51 -> "CL_INVALID_ARG_SIZE";
      case -52 -> "CL_INVALID_KERNEL_ARGS";
      case -53 -> "CL_INVALID_WORK_DIMENSION";
      case -54 -> "CL_INVALID_WORK_GROUP_SIZE";
      case -55 -> "CL_INVALID_WORK_ITEM_SIZE";
      case -58 -> "CL_INVALID_EVENT";
      case -59 -> "CL_INVALID_OPERATION";
      case INVALID_BUFFER_SIZE -> "CL_INVALID_BUFFER_SIZE";
      case -63 -> "CL_INVALID_GLOBAL_WORK_SIZE";
      case PLATFORM_NOT_FOUND -> "CL_PLATFORM_NOT_FOUND_KHR";
      default -> "an error that OpenCL 1.2 does not name";
    };
    return name + " (" + code + ")";
  }
}
