package dev.adjoint.tests.backend;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.tests.backend.Comparison.Data;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;

/**
 * Matrix products of many shapes and layouts. An element may differ by k rounding errors, and some, of the sum of the
 * magnitudes of its k products.
 */
final class MatrixProductsConformance {
  /** m, k, n. */
  private static final int[][] SHAPES = {{0, 3, 2}, {2, 3, 0}, {5, 0, 4}, {1, 1, 1}, {1, 7, 1}, {2, 3, 2}, {3, 3, 3},
      {1, 17, 64}, {64, 17, 1}, {7, 17, 3}, {17, 7, 64}, {3, 127, 17}};
  private static final int[][] LARGE = {{65, 130, 257}, {1, 1000, 1}, {200, 3, 200}, {16, 1000, 100}, {127, 64, 127}};
  private static final List<Layout> OPERANDS = List.of(Layout.CONTIGUOUS, Layout.OFFSET, Layout.TRANSPOSED,
      Layout.PERMUTED, Layout.SWAPPED, Layout.STEPPED, Layout.SLICED, Layout.EXPANDED_FIRST);

  private MatrixProductsConformance() {}

  static List<DynamicTest> tests(Comparison comparison) {
    var tests = new ArrayList<DynamicTest>();
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      for (boolean accumulate : new boolean[] {false, true}) {
        tests.add(dynamicTest((accumulate ? "matmul, added, " : "matmul ") + dtype,
            () -> matmul(comparison, dtype, accumulate)));
      }
      tests.add(dynamicTest("matmul of special values " + dtype, () -> special(comparison, dtype)));
    }
    return tests;
  }

  private static void matmul(Comparison comparison, DType dtype, boolean accumulate) {
    for (int batch : new int[] {0, 1, 3}) {
      for (int[] shape : SHAPES) {
        for (Layout layout : OPERANDS) {
          matmul(comparison, dtype, accumulate, batch, shape, layout, Layout.CONTIGUOUS, Layout.CONTIGUOUS);
          matmul(comparison, dtype, accumulate, batch, shape, Layout.CONTIGUOUS, layout, Layout.CONTIGUOUS);
          matmul(comparison, dtype, accumulate, batch, shape, layout, layout, Layout.CONTIGUOUS);
          matmul(comparison, dtype, accumulate, batch, shape, Layout.SWAPPED, layout, Layout.SWAPPED);
          if (Layout.ofResults().contains(layout)) {
            matmul(comparison, dtype, accumulate, batch, shape, Layout.CONTIGUOUS, Layout.CONTIGUOUS, layout);
          }
        }
      }
    }
    for (int[] shape : LARGE) {
      for (Layout layout : List.of(Layout.CONTIGUOUS, Layout.SWAPPED, Layout.SLICED)) {
        matmul(comparison, dtype, accumulate, 1, shape, layout, Layout.CONTIGUOUS, Layout.CONTIGUOUS);
        matmul(comparison, dtype, accumulate, 2, shape, Layout.CONTIGUOUS, layout, Layout.CONTIGUOUS);
        matmul(comparison, dtype, accumulate, 1, shape, layout, layout, layout);
      }
    }
  }

  private static void matmul(Comparison comparison, DType dtype, boolean accumulate, int batch, int[] shape,
      Layout left, Layout right, Layout result) {
    int m = shape[0];
    int k = shape[1];
    int n = shape[2];
    check(comparison, accumulate, k, new Data(left, Samples.of(dtype, batch * m * k, 31), batch, m, k),
        new Data(right, Samples.of(dtype, batch * k * n, 32), batch, k, n),
        new Data(result, Samples.of(dtype, batch * m * n, 33), batch, m, n));
  }

  private static void check(Comparison comparison, boolean accumulate, int k, Data a, Data b, Data out) {
    double[] magnitudes = (double[]) comparison.expected(
        Data.contiguous(Samples.magnitudes(out.elements()), out.sizes()),
        (backend, in, to) -> backend.matrixProducts().matmul(in[0], in[1], to, accumulate),
        magnitudes(comparison, a), magnitudes(comparison, b));
    comparison.check(Tolerance.ulps(1).and(k + 2, magnitudes), out,
        (backend, in, to) -> backend.matrixProducts().matmul(in[0], in[1], to, accumulate), a, b);
  }

  private static Data magnitudes(Comparison comparison, Data data) {
    On reference = comparison.reference();
    return Data.contiguous(Samples.magnitudes(reference.backend().memory().download(data.on(reference))), data.sizes());
  }

  /** A zero does not hide an infinity or a NaN that it is multiplied by, nor does padding bring one in. */
  private static void special(Comparison comparison, DType dtype) {
    double[] values = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (int[] shape : new int[][] {{3, 3, 3}, {5, 17, 7}, {33, 65, 34}}) {
      int m = shape[0];
      int k = shape[1];
      int n = shape[2];
      for (double value : values) {
        Object a = Array.newInstance(dtype == DType.FLOAT32 ? float.class : double.class, m * k);
        Object b = Samples.of(dtype, k * n, 34);
        set(a, 0, 1);
        set(a, m * k - 1, value);
        set(b, k * n - 1, value);
        set(b, n / 2, value);
        for (Layout layout : List.of(Layout.CONTIGUOUS, Layout.SWAPPED)) {
          check(comparison, false, k, new Data(layout, a, 1, m, k), new Data(layout, b, 1, k, n),
              Data.contiguous(Samples.of(dtype, m * n, 35), 1, m, n));
        }
      }
    }
  }

  private static void set(Object array, int i, double value) {
    switch (array) {
      case float[] floats -> floats[i] = (float) value;
      case double[] doubles -> doubles[i] = value;
      default -> throw new IllegalArgumentException(array.getClass().getTypeName());
    }
  }
}
