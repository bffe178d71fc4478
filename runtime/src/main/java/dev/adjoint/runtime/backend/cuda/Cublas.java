package dev.adjoint.runtime.backend.cuda;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.adjoint.runtime.ffi.Downcall;
import dev.adjoint.runtime.ffi.NativeLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The functions of cuBLAS that are used here, as {@code cublas_api.h} declares them. Handles and addresses in a device's
 * memory are {@code long}s; results are error codes.
 */
final class Cublas {
  static final int SUCCESS = 0;
  /** No conversion of factors: {@code CUBLAS_DEFAULT_MATH}. */
  static final int DEFAULT_MATH = 0;
  /** {@code CUBLAS_TF32_TENSOR_OP_MATH}. */
  static final int TF32_MATH = 3;

  enum Name {
    cublasGetProperty, cublasCreate_v2, cublasSetStream_v2, cublasSetMathMode, cublasSgemmStridedBatched,
    cublasDgemmStridedBatched, cublasGetStatusName
  }

  private static final MethodHandle PROPERTY = Downcall.of(JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle CREATE = Downcall.of(JAVA_INT, ADDRESS);
  private static final MethodHandle STREAM = Downcall.of(JAVA_INT, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle MATH = Downcall.of(JAVA_INT, JAVA_LONG, JAVA_INT);
  private static final MethodHandle GEMM = Downcall.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT,
      ADDRESS, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_LONG,
      JAVA_INT);
  private static final MethodHandle STATUS_NAME = Downcall.of(ADDRESS, JAVA_INT);

  private final MemorySegment[] addresses = new MemorySegment[Name.values().length];

  /** @throws UnsupportedOperationException if the library lacks a function */
  Cublas(NativeLibrary.Loaded library) {
    for (Name name : Name.values()) {
      addresses[name.ordinal()] = library.address(name.name());
    }
  }

  private MemorySegment at(Name name) {
    return addresses[name.ordinal()];
  }

  /** The major and the minor number of the version, or -1 each. */
  int[] version() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment number = arena.allocate(JAVA_INT);
      int[] version = {-1, -1};
      for (int part = 0; part < version.length; part++) {
        if ((int) PROPERTY.invokeExact(at(Name.cublasGetProperty), part, number) == SUCCESS) {
          version[part] = number.get(JAVA_INT, 0);
        }
      }
      return version;
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  int create(MemorySegment handle) {
    try {
      return (int) CREATE.invokeExact(at(Name.cublasCreate_v2), handle);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  int setStream(long handle, long stream) {
    try {
      return (int) STREAM.invokeExact(at(Name.cublasSetStream_v2), handle, stream);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  int setMath(long handle, int mode) {
    try {
      return (int) MATH.invokeExact(at(Name.cublasSetMathMode), handle, mode);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  /** A matrix of each of a batch: where the first is, its leading dimension, and how far the next is, in elements. */
  record Operand(long address, boolean transposed, int leading, long next) {}

  /**
   * {@code c = factors[0] a b + factors[1] c} for {@code batch} matrices by columns, c being m by n.
   *
   * @param name {@code cublasSgemmStridedBatched} or {@code cublasDgemmStridedBatched}
   * @param factors two numbers in the element type, on the host
   */
  int gemm(Name name, long handle, int m, int n, int k, MemorySegment factors, Operand a, Operand b, Operand c, int batch) {
    MemorySegment added = factors.asSlice(factors.byteSize() / 2);
    try {
      return (int) GEMM.invokeExact(at(name), handle, a.transposed ? 1 : 0, b.transposed ? 1 : 0, m, n, k, factors,
          a.address, a.leading, a.next, b.address, b.leading, b.next, added, c.address, c.leading, c.next, batch);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  /** What a code is called. */
  String text(int code) {
    try {
      MemorySegment characters = (MemorySegment) STATUS_NAME.invokeExact(at(Name.cublasGetStatusName), code);
      return (characters.equals(MemorySegment.NULL) ? "an error without a name" : CudaError.string(characters)) + " ("
          + code + ")";
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }
}
