package dev.adjoint.tests.cuda;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** cuBLAS, computing by the definition of its documentation: matrices by columns, {@code C = alpha op(A) op(B) + beta C}. */
final class FakeCublas {
  private static final long HANDLE = 0xB1A5;

  final FakeLibrary library = new FakeLibrary("fake libcublas");
  /** The arguments of each product. */
  final List<long[]> products = new ArrayList<>();
  long stream;
  long mathMode = -1;

  FakeCublas() {
    library.define("cublasGetProperty", a -> {
      FakeLibrary.setInt(a[1], a[0] == 0 ? 13 : 1);
      return 0;
    });
    library.define("cublasCreate_v2", a -> {
      FakeLibrary.setLong(a[0], HANDLE);
      return 0;
    });
    library.define("cublasSetStream_v2", a -> {
      stream = a[1];
      return a[0] == HANDLE ? 0 : 1;
    });
    library.define("cublasSetMathMode", a -> {
      mathMode = a[1];
      return a[0] == HANDLE ? 0 : 1;
    });
    library.define("cublasGetStatusName", a -> FakeLibrary.text("CUBLAS_STATUS_NUMBER_" + a[0]));
    library.define("cublasSgemmStridedBatched", a -> multiply(a, true));
    library.define("cublasDgemmStridedBatched", a -> multiply(a, false));
  }

  private static double get(long address, long i, boolean isFloat) {
    return isFloat ? FakeLibrary.at(address, 4 * i + 4).getAtIndex(JAVA_FLOAT, i)
        : FakeLibrary.at(address, 8 * i + 8).getAtIndex(JAVA_DOUBLE, i);
  }

  /** In the order of C: handle, transa, transb, m, n, k, alpha, A, lda, strideA, B, ldb, strideB, beta, C, ldc, strideC, count. */
  private long multiply(long[] a, boolean isFloat) {
    products.add(a.clone());
    long m = a[3];
    long n = a[4];
    long k = a[5];
    double alpha = get(a[6], 0, isFloat);
    double beta = get(a[13], 0, isFloat);
    boolean legal = a[0] == HANDLE && a[8] >= Math.max(1, a[1] == 0 ? m : k) && a[11] >= Math.max(1, a[2] == 0 ? k : n)
        && a[15] >= Math.max(1, m);
    if (!legal) {
      return 7;
    }
    for (long batch = 0; batch < a[17]; batch++) {
      for (long i = 0; i < m; i++) {
        for (long j = 0; j < n; j++) {
          double sum = 0;
          for (long l = 0; l < k; l++) {
            sum += get(a[7], batch * a[9] + (a[1] == 0 ? i + l * a[8] : l + i * a[8]), isFloat)
                * get(a[10], batch * a[12] + (a[2] == 0 ? l + j * a[11] : j + l * a[11]), isFloat);
          }
          long place = batch * a[16] + i + j * a[15];
          double value = alpha * sum + (beta == 0 ? 0 : beta * get(a[14], place, isFloat));
          MemorySegment c = FakeLibrary.at(a[14], 8 * place + 8);
          if (isFloat) {
            c.setAtIndex(JAVA_FLOAT, place, (float) value);
          } else {
            c.setAtIndex(JAVA_DOUBLE, place, value);
          }
        }
      }
    }
    return 0;
  }
}
