package dev.adjoint.runtime.backend.cuda;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.adjoint.runtime.ffi.Downcall;
import dev.adjoint.runtime.ffi.NativeLibrary;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The functions of NVRTC that are used here, as {@code nvrtc.h} declares them. A program's handle is a {@code long}; results
 * are error codes.
 */
final class Nvrtc {
  static final int SUCCESS = 0;

  enum Name {
    nvrtcVersion, nvrtcGetNumSupportedArchs, nvrtcGetSupportedArchs, nvrtcCreateProgram, nvrtcDestroyProgram,
    nvrtcCompileProgram, nvrtcGetProgramLogSize, nvrtcGetProgramLog, nvrtcGetCUBINSize, nvrtcGetCUBIN, nvrtcGetPTXSize,
    nvrtcGetPTX, nvrtcGetErrorString
  }

  private static final MethodHandle VERSION = Downcall.of(JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle OF_POINTER = Downcall.of(JAVA_INT, ADDRESS);
  private static final MethodHandle CREATE =
      Downcall.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle COMPILE = Downcall.of(JAVA_INT, JAVA_LONG, JAVA_INT, ADDRESS);
  private static final MethodHandle RESULT = Downcall.of(JAVA_INT, JAVA_LONG, ADDRESS);
  private static final MethodHandle ERROR_TEXT = Downcall.of(ADDRESS, JAVA_INT);

  private static final MemorySegment NULL = MemorySegment.NULL;

  private final MemorySegment[] addresses = new MemorySegment[Name.values().length];

  /** @throws UnsupportedOperationException if the library lacks a function */
  Nvrtc(NativeLibrary.Loaded library) {
    for (Name name : Name.values()) {
      addresses[name.ordinal()] = library.address(name.name());
    }
  }

  private MemorySegment at(Name name) {
    return addresses[name.ordinal()];
  }

  int version(MemorySegment major, MemorySegment minor) {
    try {
      return (int) VERSION.invokeExact(at(Name.nvrtcVersion), major, minor);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  /**
   * @param name one of {@code nvrtcGetNumSupportedArchs(int *)}, {@code nvrtcGetSupportedArchs(int *)} and
   *     {@code nvrtcDestroyProgram(nvrtcProgram *)}
   */
  int ofPointer(Name name, MemorySegment pointer) {
    try {
      return (int) OF_POINTER.invokeExact(at(name), pointer);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  int create(MemorySegment program, MemorySegment source, MemorySegment name) {
    try {
      return (int) CREATE.invokeExact(at(Name.nvrtcCreateProgram), program, source, name, 0, NULL, NULL);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  int compile(long program, int count, MemorySegment options) {
    try {
      return (int) COMPILE.invokeExact(at(Name.nvrtcCompileProgram), program, count, options);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  /** @param name a function that gives a size in bytes or as many bytes: of the log, of machine code, or of PTX */
  int result(Name name, long program, MemorySegment result) {
    try {
      return (int) RESULT.invokeExact(at(name), program, result);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  /** What a code means. */
  String text(int code) {
    try {
      MemorySegment characters = (MemorySegment) ERROR_TEXT.invokeExact(at(Name.nvrtcGetErrorString), code);
      return (characters.equals(NULL) ? "an error without a name" : CudaError.string(characters)) + " (" + code + ")";
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }
}
