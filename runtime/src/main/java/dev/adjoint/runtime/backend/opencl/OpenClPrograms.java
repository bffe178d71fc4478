package dev.adjoint.runtime.backend.opencl;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.adjoint.runtime.backend.device.KernelBuildException;
import dev.adjoint.runtime.backend.device.ProgramCache;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * Builds programs in a context of one device. With the system property {@code adjoint.opencl.cache} what the driver makes of a source is
 * kept in a directory, for the same device, driver, options and source; what the driver does not take again is built from its source.
 */
final class OpenClPrograms {
  private static final int DEVICE_VERSION = 0x102F;
  private static final int DRIVER_VERSION = 0x102D;
  private static final int BINARY_SIZES = 0x1165;
  private static final int BINARIES = 0x1166;
  private static final int BUILD_LOG = 0x1183;

  private final OpenClDevice device;
  private final OpenCl cl;
  private final long context;
  private final String options;
  private final ProgramCache cache = ProgramCache.named("adjoint.opencl.cache");

  OpenClPrograms(OpenClDevice device, long context) {
    this.device = device;
    this.cl = device.platform().functions();
    this.context = context;
    this.options = device.exactDivision() ? "-cl-std=CL1.2 -cl-fp32-correctly-rounded-divide-sqrt" : "-cl-std=CL1.2";
  }

  /**
   * A program that is ready to run.
   *
   * @throws KernelBuildException with the log, if it does not compile
   */
  long build(String program, String source) {
    if (!cache.keeps()) {
      return compile(program, source);
    }
    String key = String.join("\n", "OpenCL", device.info().name(), device.text(DEVICE_VERSION), device.text(DRIVER_VERSION), options, program,
        source);
    byte[] known = cache.known(key);
    long loaded = known == null ? 0 : load(known);
    if (loaded != 0) {
      return loaded;
    }
    long made = compile(program, source);
    byte[] binary = binary(made);
    if (binary != null) {
      cache.keep(key, binary);
    }
    return made;
  }

  private long compile(String program, String source) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment error = arena.allocate(JAVA_INT);
      long handle = cl.createProgram(context, arena.allocateFrom(ADDRESS, arena.allocateFrom(source)), error);
      OpenClError.check(error.get(JAVA_INT, 0), "clCreateProgramWithSource of " + program + " on " + device.info().name());
      int code = build(handle, arena);
      if (code != OpenClError.SUCCESS) {
        String log = buildLog(handle);
        cl.ofOne(OpenCl.Name.clReleaseProgram, handle);
        throw new KernelBuildException(program, device.info().name(), OpenClError.name(code) + "\n" + log);
      }
      return handle;
    }
  }

  private int build(long program, Arena arena) {
    return cl.build(program, arena.allocateFrom(JAVA_LONG, device.handle()), arena.allocateFrom(options));
  }

  /** A program of its binary; 0 where the driver does not take it. */
  private long load(byte[] binary) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment error = arena.allocate(JAVA_INT);
      MemorySegment content = arena.allocateFrom(JAVA_BYTE, binary);
      long handle = cl.createProgram(context, arena.allocateFrom(JAVA_LONG, device.handle()), arena.allocateFrom(JAVA_LONG, binary.length),
          arena.allocateFrom(ADDRESS, content), arena.allocate(JAVA_INT), error);
      if (error.get(JAVA_INT, 0) != OpenClError.SUCCESS) {
        return 0;
      }
      if (build(handle, arena) != OpenClError.SUCCESS) {
        cl.ofOne(OpenCl.Name.clReleaseProgram, handle);
        return 0;
      }
      return handle;
    }
  }

  /** What the driver made of a source; null where it does not say. */
  private byte[] binary(long program) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment size = arena.allocate(JAVA_LONG);
      int code = cl.info(OpenCl.Name.clGetProgramInfo, program, BINARY_SIZES, size.byteSize(), size, MemorySegment.NULL);
      long bytes = size.get(JAVA_LONG, 0);
      if (code != OpenClError.SUCCESS || bytes <= 0 || bytes > Integer.MAX_VALUE - 64) {
        return null;
      }
      MemorySegment content = arena.allocate(bytes);
      MemorySegment pointers = arena.allocateFrom(ADDRESS, content);
      code = cl.info(OpenCl.Name.clGetProgramInfo, program, BINARIES, pointers.byteSize(), pointers, MemorySegment.NULL);
      return code == OpenClError.SUCCESS ? content.toArray(JAVA_BYTE) : null;
    }
  }

  private String buildLog(long program) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment size = arena.allocate(JAVA_LONG);
      int code = cl.buildInfo(program, device.handle(), BUILD_LOG, 0, MemorySegment.NULL, size);
      if (code != OpenClError.SUCCESS || size.get(JAVA_LONG, 0) == 0) {
        return "no build log";
      }
      MemorySegment log = arena.allocate(size.get(JAVA_LONG, 0));
      OpenClError.check(cl.buildInfo(program, device.handle(), BUILD_LOG, log.byteSize(), log, MemorySegment.NULL),
          "clGetProgramBuildInfo on " + device.info().name());
      return log.getString(0, StandardCharsets.UTF_8);
    }
  }
}
