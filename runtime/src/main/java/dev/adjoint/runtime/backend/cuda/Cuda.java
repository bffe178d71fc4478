package dev.adjoint.runtime.backend.cuda;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.adjoint.runtime.ffi.Downcall;
import dev.adjoint.runtime.ffi.NativeLibrary;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The functions of CUDA's driver that are used here, as {@code cuda.h} declares them. Handles of its objects and addresses in
 * a device's memory are {@code long}s. Results are CUDA's error codes; {@link CudaError} says what they mean.
 */
final class Cuda {
  /** Names as the library exports them; the header renames some without {@code _v2} to these. */
  enum Name {
    cuInit, cuDriverGetVersion, cuDeviceGetCount, cuDeviceGet, cuDeviceGetName, cuDeviceTotalMem_v2, cuDeviceGetAttribute,
    cuDevicePrimaryCtxRetain, cuCtxSetCurrent, cuStreamCreate, cuStreamSynchronize, cuMemAlloc_v2, cuMemFree_v2,
    cuMemHostAlloc, cuMemFreeHost, cuMemcpyHtoDAsync_v2, cuMemcpyDtoHAsync_v2, cuMemcpyDtoDAsync_v2, cuMemsetD8Async,
    cuModuleLoadData, cuModuleGetFunction, cuLaunchKernel, cuEventCreate, cuEventRecord, cuEventSynchronize,
    cuEventElapsedTime, cuEventDestroy_v2, cuGetErrorName, cuGetErrorString
  }

  // Handles of one shape are shared by all functions of that shape.
  private static final MethodHandle INIT = Downcall.of(JAVA_INT, JAVA_INT);
  private static final MethodHandle NUMBER = Downcall.of(JAVA_INT, ADDRESS);
  private static final MethodHandle PROPERTY = Downcall.of(JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle DEVICE_NAME = Downcall.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle OF_ONE = Downcall.of(JAVA_INT, JAVA_LONG);
  private static final MethodHandle OF_TWO = Downcall.of(JAVA_INT, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle ALLOCATE = Downcall.of(JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle ALLOCATE_HOST = Downcall.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle FROM_HOST = Downcall.of(JAVA_INT, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle TO_HOST = Downcall.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle ON_DEVICE = Downcall.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle SET = Downcall.of(JAVA_INT, JAVA_LONG, JAVA_BYTE, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle LOAD = Downcall.of(JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle FUNCTION = Downcall.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS);
  private static final MethodHandle LAUNCH = Downcall.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT,
      JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS);
  private static final MethodHandle ELAPSED = Downcall.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle ERROR_TEXT = Downcall.of(JAVA_INT, JAVA_INT, ADDRESS);

  private static final MemorySegment NULL = MemorySegment.NULL;

  private final MemorySegment[] addresses = new MemorySegment[Name.values().length];

  /** @throws UnsupportedOperationException if the library lacks a function */
  Cuda(NativeLibrary.Loaded library) {
    for (Name name : Name.values()) {
      addresses[name.ordinal()] = library.address(name.name());
    }
  }

  private MemorySegment at(Name name) {
    return addresses[name.ordinal()];
  }

  int init() {
    try {
      return (int) INIT.invokeExact(at(Name.cuInit), 0);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  /** @param name {@code cuDriverGetVersion} or {@code cuDeviceGetCount}, which give an {@code int} */
  int number(Name name, MemorySegment result) {
    try {
      return (int) NUMBER.invokeExact(at(name), result);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  /**
   * A function with a result and an {@code int}.
   *
   * @param name one of {@code cuDeviceGet(int *, number)}, {@code cuDeviceTotalMem(size_t *, device)},
   *     {@code cuDevicePrimaryCtxRetain(CUcontext *, device)}, {@code cuStreamCreate(CUstream *, flags)} and
   *     {@code cuEventCreate(CUevent *, flags)}
   */
  int property(Name name, MemorySegment result, int of) {
    try {
      return (int) PROPERTY.invokeExact(at(name), result, of);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  int deviceName(MemorySegment text, int device) {
    try {
      return (int) DEVICE_NAME.invokeExact(at(Name.cuDeviceGetName), text, (int) text.byteSize(), device);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  int attribute(MemorySegment result, int attribute, int device) {
    try {
      return (int) DEVICE_NAME.invokeExact(at(Name.cuDeviceGetAttribute), result, attribute, device);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  /**
   * A function of one object and nothing else.
   *
   * @param name one of {@code cuCtxSetCurrent}, {@code cuStreamSynchronize}, {@code cuMemFree}, {@code cuMemFreeHost},
   *     {@code cuEventSynchronize} and {@code cuEventDestroy}
   */
  int ofOne(Name name, long object) {
    try {
      return (int) OF_ONE.invokeExact(at(name), object);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  int allocate(MemorySegment address, long bytes) {
    try {
      return (int) ALLOCATE.invokeExact(at(Name.cuMemAlloc_v2), address, bytes);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  int allocateHost(MemorySegment address, long bytes, int flags) {
    try {
      return (int) ALLOCATE_HOST.invokeExact(at(Name.cuMemHostAlloc), address, bytes, flags);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  int fromHost(long to, MemorySegment from, long bytes, long stream) {
    try {
      return (int) FROM_HOST.invokeExact(at(Name.cuMemcpyHtoDAsync_v2), to, from, bytes, stream);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  int toHost(MemorySegment to, long from, long bytes, long stream) {
    try {
      return (int) TO_HOST.invokeExact(at(Name.cuMemcpyDtoHAsync_v2), to, from, bytes, stream);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  int copy(long to, long from, long bytes, long stream) {
    try {
      return (int) ON_DEVICE.invokeExact(at(Name.cuMemcpyDtoDAsync_v2), to, from, bytes, stream);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  int clear(long address, long bytes, long stream) {
    try {
      return (int) SET.invokeExact(at(Name.cuMemsetD8Async), address, (byte) 0, bytes, stream);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  int loadModule(MemorySegment module, MemorySegment image) {
    try {
      return (int) LOAD.invokeExact(at(Name.cuModuleLoadData), module, image);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  int function(MemorySegment function, long module, MemorySegment name) {
    try {
      return (int) FUNCTION.invokeExact(at(Name.cuModuleGetFunction), function, module, name);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  /** @param parameters the addresses of the arguments, in their order */
  int launch(long function, int groupsX, int groupsY, int itemsX, int itemsY, long stream, MemorySegment parameters) {
    try {
      return (int) LAUNCH.invokeExact(at(Name.cuLaunchKernel), function, groupsX, groupsY, 1, itemsX, itemsY, 1, 0, stream,
          parameters, NULL);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  int record(long event, long stream) {
    try {
      return (int) OF_TWO.invokeExact(at(Name.cuEventRecord), event, stream);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  int elapsed(MemorySegment milliseconds, long start, long end) {
    try {
      return (int) ELAPSED.invokeExact(at(Name.cuEventElapsedTime), milliseconds, start, end);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  /** @param name {@code cuGetErrorName} or {@code cuGetErrorString} */
  int errorText(Name name, int code, MemorySegment text) {
    try {
      return (int) ERROR_TEXT.invokeExact(at(name), code, text);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }
}
