package dev.adjoint.runtime.backend.cuda;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.adjoint.runtime.backend.device.DeviceInfo;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A device that the driver lists.
 *
 * @param handle CUDA's {@code CUdevice}
 * @param info what is known of it
 * @param capability the compute capability, ten times the major number and the minor one
 */
record CudaDevice(int handle, DeviceInfo info, int capability) {
  private static final int NAME_BYTES = 256;
  private static final int MAX_THREADS_PER_BLOCK = 1;
  private static final int MULTIPROCESSORS = 16;
  private static final int COMPUTE_MODE = 20;
  private static final int CAPABILITY_MAJOR = 75;
  private static final int CAPABILITY_MINOR = 76;
  /** {@code CU_COMPUTEMODE_PROHIBITED}. */
  private static final int PROHIBITED = 2;

  /** Asks the driver about a device. */
  static CudaDevice of(Cuda cuda, int number) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(JAVA_LONG);
      CudaError.check(cuda, cuda.property(Cuda.Name.cuDeviceGet, value, number), "cuDeviceGet of device " + number);
      int handle = value.get(JAVA_INT, 0);
      MemorySegment text = arena.allocate(NAME_BYTES);
      CudaError.check(cuda, cuda.deviceName(text, handle), "cuDeviceGetName of device " + number);
      String name = text.getString(0);
      CudaError.check(cuda, cuda.property(Cuda.Name.cuDeviceTotalMem_v2, value, handle), "cuDeviceTotalMem of " + name);
      long memory = value.get(JAVA_LONG, 0);
      int major = attribute(cuda, name, handle, CAPABILITY_MAJOR);
      int minor = attribute(cuda, name, handle, CAPABILITY_MINOR);
      var info = new DeviceInfo(name + " (compute capability " + major + "." + minor + ")", memory, memory,
          attribute(cuda, name, handle, MULTIPROCESSORS), attribute(cuda, name, handle, MAX_THREADS_PER_BLOCK), true);
      return new CudaDevice(handle, info, 10 * major + minor);
    }
  }

  private static int attribute(Cuda cuda, String name, int device, int attribute) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(JAVA_INT);
      CudaError.check(cuda, cuda.attribute(value, attribute, device),
          "cuDeviceGetAttribute of attribute " + attribute + " of " + name);
      return value.get(JAVA_INT, 0);
    }
  }

  /** Why the kernels cannot run on it, or null. */
  String defect(Cuda cuda, KernelCompiler compiler) {
    if (attribute(cuda, info.name(), handle, COMPUTE_MODE) == PROHIBITED) {
      return "it is set to a mode in which no process may compute on it";
    }
    return compiler.target(capability) == null ? compiler + " compiles for capability " + compiler.least() + " and more" : null;
  }
}
