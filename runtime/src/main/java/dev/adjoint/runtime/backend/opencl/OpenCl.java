package dev.adjoint.runtime.backend.opencl;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.adjoint.runtime.ffi.Downcall;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.function.Function;

/**
 * The functions of OpenCL 1.2 that are used here, at the addresses that one library or driver gives them. Handles of
 * OpenCL's objects are {@code long}s. Results are OpenCL's: error codes, or handles with the code in {@code error}.
 */
final class OpenCl {
  /** Names, and the place of each in the table of functions that every driver's objects begin with. */
  enum Name {
    clGetPlatformIDs(0), clGetPlatformInfo(1), clGetDeviceIDs(2), clGetDeviceInfo(3), clCreateContext(4),
    clReleaseContext(7), clCreateCommandQueue(9), clCreateBuffer(14), clReleaseMemObject(18),
    clCreateProgramWithSource(26), clCreateProgramWithBinary(27), clReleaseProgram(29), clBuildProgram(30), clGetProgramInfo(32),
    clGetProgramBuildInfo(33),
    clCreateKernel(34), clSetKernelArg(38), clWaitForEvents(41), clReleaseEvent(44), clGetEventProfilingInfo(45),
    clFinish(47), clEnqueueReadBuffer(48), clEnqueueWriteBuffer(49), clEnqueueCopyBuffer(50),
    clEnqueueNDRangeKernel(59), clEnqueueMarker(62), clEnqueueFillBuffer(102);

    /** The place in {@code struct _cl_icd_dispatch} of the Khronos header {@code cl_icd.h}. */
    final int place;

    Name(int place) {
      this.place = place;
    }
  }

  // Handles of one shape are shared by all functions of that shape.
  private static final MethodHandle LIST = Downcall.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle DEVICES =
      Downcall.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle INFO =
      Downcall.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS);
  private static final MethodHandle BUILD_INFO =
      Downcall.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS);
  private static final MethodHandle CONTEXT =
      Downcall.of(JAVA_LONG, ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  private static final MethodHandle QUEUE = Downcall.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS);
  private static final MethodHandle BUFFER =
      Downcall.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS);
  private static final MethodHandle OF_ONE = Downcall.of(JAVA_INT, JAVA_LONG);
  private static final MethodHandle PROGRAM =
      Downcall.of(JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
  private static final MethodHandle PROGRAM_OF_BINARY =
      Downcall.of(JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  private static final MethodHandle BUILD =
      Downcall.of(JAVA_INT, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  private static final MethodHandle KERNEL = Downcall.of(JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS);
  private static final MethodHandle ARGUMENT = Downcall.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_LONG, ADDRESS);
  private static final MethodHandle WAIT = Downcall.of(JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle TRANSFER = Downcall.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG,
      JAVA_LONG, ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle COPY = Downcall.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
      JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle FILL = Downcall.of(JAVA_INT, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG,
      JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle RANGE = Downcall.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS,
      ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle MARKER = Downcall.of(JAVA_INT, JAVA_LONG, ADDRESS);

  private static final MemorySegment NULL = MemorySegment.NULL;

  private final MemorySegment[] addresses = new MemorySegment[Name.values().length];

  /** @param lookup the address of each function */
  OpenCl(Function<Name, MemorySegment> lookup) {
    for (Name name : Name.values()) {
      addresses[name.ordinal()] = lookup.apply(name);
    }
  }

  private MemorySegment at(Name name) {
    return addresses[name.ordinal()];
  }

  int platforms(int room, MemorySegment platforms, MemorySegment count) {
    try {
      return (int) LIST.invokeExact(at(Name.clGetPlatformIDs), room, platforms, count);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  int devices(long platform, long type, int room, MemorySegment devices, MemorySegment count) {
    try {
      return (int) DEVICES.invokeExact(at(Name.clGetDeviceIDs), platform, type, room, devices, count);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  /** @param name one of {@code clGetPlatformInfo}, {@code clGetDeviceInfo}, {@code clGetProgramInfo} and {@code clGetEventProfilingInfo} */
  int info(Name name, long object, int what, long room, MemorySegment value, MemorySegment size) {
    try {
      return (int) INFO.invokeExact(at(name), object, what, room, value, size);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  int buildInfo(long program, long device, int what, long room, MemorySegment value, MemorySegment size) {
    try {
      return (int) BUILD_INFO.invokeExact(at(Name.clGetProgramBuildInfo), program, device, what, room, value, size);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  long createContext(MemorySegment properties, MemorySegment device, MemorySegment error) {
    try {
      return (long) CONTEXT.invokeExact(at(Name.clCreateContext), properties, 1, device, NULL, NULL, error);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  long createQueue(long context, long device, long properties, MemorySegment error) {
    try {
      return (long) QUEUE.invokeExact(at(Name.clCreateCommandQueue), context, device, properties, error);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  long createBuffer(long context, long flags, long bytes, MemorySegment error) {
    try {
      return (long) BUFFER.invokeExact(at(Name.clCreateBuffer), context, flags, bytes, NULL, error);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  /** @param name a function with one object and nothing else: the {@code clRelease} family and {@code clFinish} */
  int ofOne(Name name, long object) {
    try {
      return (int) OF_ONE.invokeExact(at(name), object);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  long createProgram(long context, MemorySegment source, MemorySegment error) {
    try {
      return (long) PROGRAM.invokeExact(at(Name.clCreateProgramWithSource), context, 1, source, NULL, error);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  /** Of one device's binary; each argument points to one value. */
  long createProgram(long context, MemorySegment device, MemorySegment length, MemorySegment binary, MemorySegment status,
      MemorySegment error) {
    try {
      return (long) PROGRAM_OF_BINARY.invokeExact(at(Name.clCreateProgramWithBinary), context, 1, device, length, binary, status, error);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  int build(long program, MemorySegment device, MemorySegment options) {
    try {
      return (int) BUILD.invokeExact(at(Name.clBuildProgram), program, 1, device, options, NULL, NULL);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  long createKernel(long program, MemorySegment name, MemorySegment error) {
    try {
      return (long) KERNEL.invokeExact(at(Name.clCreateKernel), program, name, error);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  int setArgument(long kernel, int index, long bytes, MemorySegment value) {
    try {
      return (int) ARGUMENT.invokeExact(at(Name.clSetKernelArg), kernel, index, bytes, value);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  int waitFor(MemorySegment event) {
    try {
      return (int) WAIT.invokeExact(at(Name.clWaitForEvents), 1, event);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  /** @param name {@code clEnqueueReadBuffer} or {@code clEnqueueWriteBuffer}, which block here */
  int transfer(Name name, long queue, long buffer, long offset, long bytes, MemorySegment host) {
    try {
      return (int) TRANSFER.invokeExact(at(name), queue, buffer, 1, offset, bytes, host, 0, NULL, NULL);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  int copy(long queue, long from, long to, long fromOffset, long toOffset, long bytes) {
    try {
      return (int) COPY.invokeExact(at(Name.clEnqueueCopyBuffer), queue, from, to, fromOffset, toOffset, bytes, 0, NULL,
          NULL);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  int fill(long queue, long buffer, MemorySegment pattern, long patternBytes, long offset, long bytes) {
    try {
      return (int) FILL.invokeExact(at(Name.clEnqueueFillBuffer), queue, buffer, pattern, patternBytes, offset, bytes, 0,
          NULL, NULL);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  int enqueueKernel(long queue, long kernel, MemorySegment global, MemorySegment local) {
    try {
      return (int) RANGE.invokeExact(at(Name.clEnqueueNDRangeKernel), queue, kernel, 2, NULL, global, local, 0, NULL,
          NULL);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  int enqueueMarker(long queue, MemorySegment event) {
    try {
      return (int) MARKER.invokeExact(at(Name.clEnqueueMarker), queue, event);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }
}
