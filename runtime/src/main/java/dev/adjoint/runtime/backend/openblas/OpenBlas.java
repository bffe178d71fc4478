package dev.adjoint.runtime.backend.openblas;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.adjoint.runtime.backend.host.Workers;
import dev.adjoint.runtime.ffi.Downcall;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.Semaphore;

/**
 * The functions of OpenBLAS that are used here. This class is initialised after {@link OpenBlasLibrary} found all of them; the
 * library is then told how many threads to use, and not again.
 *
 * <p>Products are critical calls: Java arrays are passed as they are, and no garbage is collected before the call returns.
 */
final class OpenBlas {
  // From enum CBLAS_ORDER and CBLAS_TRANSPOSE of cblas.h.
  private static final int ROW_MAJOR = 101;
  private static final int AS_IT_IS = 111;
  private static final int TRANSPOSED = 112;

  /**
   * Callers at a time. The library has buffers for at least 50, and ends the process when they are used up; and threads that wait
   * for each other inside it keep the processors busy, where more callers than processors take them from those who work.
   */
  private static final Semaphore CALLERS = new Semaphore(Math.min(32, Runtime.getRuntime().availableProcessors()));

  /** Java arrays are passed without a copy. */
  private static final Linker.Option ON_ARRAYS = Linker.Option.critical(true);
  private static final AddressLayout TEXT = text();

  private static final MethodHandle SGEMM = Downcall.of(gemm(JAVA_FLOAT), ON_ARRAYS);
  private static final MethodHandle DGEMM = Downcall.of(gemm(JAVA_DOUBLE), ON_ARRAYS);
  private static final MethodHandle SGEMV = Downcall.of(gemv(JAVA_FLOAT), ON_ARRAYS);
  private static final MethodHandle DGEMV = Downcall.of(gemv(JAVA_DOUBLE), ON_ARRAYS);
  private static final MethodHandle SDOT = Downcall.of(dot(JAVA_FLOAT), ON_ARRAYS);
  private static final MethodHandle DDOT = Downcall.of(dot(JAVA_DOUBLE), ON_ARRAYS);
  private static final MethodHandle GET_TEXT = Downcall.of(TEXT);
  private static final MethodHandle GET_INT = Downcall.of(JAVA_INT);
  private static final MethodHandle SET_INT = Downcall.of(FunctionDescriptor.ofVoid(JAVA_INT));

  private static final MemorySegment CBLAS_SGEMM = address("cblas_sgemm");
  private static final MemorySegment CBLAS_DGEMM = address("cblas_dgemm");
  private static final MemorySegment CBLAS_SGEMV = address("cblas_sgemv");
  private static final MemorySegment CBLAS_DGEMV = address("cblas_dgemv");
  private static final MemorySegment CBLAS_SDOT = address("cblas_sdot");
  private static final MemorySegment CBLAS_DDOT = address("cblas_ddot");

  static {
    setThreads(Workers.count());
  }

  private OpenBlas() {}

  private static MemorySegment address(String function) {
    return OpenBlasLibrary.loaded().address(function);
  }

  @SuppressWarnings("restricted")
  private static AddressLayout text() {
    return ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(Integer.MAX_VALUE, JAVA_BYTE));
  }

  private static FunctionDescriptor gemm(MemoryLayout element) {
    return FunctionDescriptor.ofVoid(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, element, ADDRESS,
        JAVA_INT, ADDRESS, JAVA_INT, element, ADDRESS, JAVA_INT);
  }

  private static FunctionDescriptor gemv(MemoryLayout element) {
    return FunctionDescriptor.ofVoid(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, element, ADDRESS, JAVA_INT, ADDRESS,
        JAVA_INT, element, ADDRESS, JAVA_INT);
  }

  private static FunctionDescriptor dot(MemoryLayout element) {
    return FunctionDescriptor.of(element, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT);
  }

  /** Name, version and options of the library. */
  static String configuration() {
    return text("openblas_get_config");
  }

  /** The processor whose kernels the library chose. */
  static String core() {
    return text("openblas_get_corename");
  }

  private static String text(String function) {
    try {
      return ((MemorySegment) GET_TEXT.invokeExact(address(function))).getString(0);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  /** The threads that a product may use. */
  static int threads() {
    try {
      return (int) GET_INT.invokeExact(address("openblas_get_num_threads"));
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  private static void setThreads(int count) {
    try {
      SET_INT.invokeExact(address("openblas_set_num_threads"), count);
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  private static int flag(BlasMatrix matrix) {
    return matrix.byColumns() ? TRANSPOSED : AS_IT_IS;
  }

  /** {@code c = a b}, or {@code c += a b}; c is by rows. */
  static void gemm(BlasMatrix a, BlasMatrix b, BlasMatrix c, boolean add) {
    int m = c.rows();
    int n = c.columns();
    int k = a.columns();
    CALLERS.acquireUninterruptibly();
    try {
      // Where the factor of c is 0, BLAS does not read c.
      switch (c.array()) {
        case float[] _ -> SGEMM.invokeExact(CBLAS_SGEMM, ROW_MAJOR, flag(a), flag(b), m, n, k, 1f, a.segment(), a.leading(),
            b.segment(), b.leading(), add ? 1f : 0f, c.segment(), c.leading());
        case double[] _ -> DGEMM.invokeExact(CBLAS_DGEMM, ROW_MAJOR, flag(a), flag(b), m, n, k, 1d, a.segment(), a.leading(),
            b.segment(), b.leading(), add ? 1d : 0d, c.segment(), c.leading());
        default -> throw noProduct(c.array());
      }
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    } finally {
      CALLERS.release();
    }
  }

  /** {@code y += a x}; x and y are columns. */
  static void gemv(BlasMatrix a, BlasMatrix x, BlasMatrix y) {
    int m = a.byColumns() ? a.columns() : a.rows();
    int n = a.byColumns() ? a.rows() : a.columns();
    CALLERS.acquireUninterruptibly();
    try {
      switch (y.array()) {
        case float[] _ -> SGEMV.invokeExact(CBLAS_SGEMV, ROW_MAJOR, flag(a), m, n, 1f, a.segment(), a.leading(),
            x.segment(), x.rowStep(), 1f, y.segment(), y.rowStep());
        case double[] _ -> DGEMV.invokeExact(CBLAS_DGEMV, ROW_MAJOR, flag(a), m, n, 1d, a.segment(), a.leading(),
            x.segment(), x.rowStep(), 1d, y.segment(), y.rowStep());
        default -> throw noProduct(y.array());
      }
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    } finally {
      CALLERS.release();
    }
  }

  /** The sum of the products of the elements of a row and a column. */
  static double dot(BlasMatrix x, BlasMatrix y) {
    int n = y.rows();
    CALLERS.acquireUninterruptibly();
    try {
      return switch (y.array()) {
        case float[] _ -> (float) SDOT.invokeExact(CBLAS_SDOT, n, x.segment(), x.columnStep(), y.segment(), y.rowStep());
        case double[] _ -> (double) DDOT.invokeExact(CBLAS_DDOT, n, x.segment(), x.columnStep(), y.segment(), y.rowStep());
        default -> throw noProduct(y.array());
      };
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    } finally {
      CALLERS.release();
    }
  }

  private static IllegalArgumentException noProduct(Object array) {
    return new IllegalArgumentException("OpenBLAS has no product of " + array.getClass().getTypeName());
  }
}
