package dev.adjoint.runtime.backend.reference;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.host.HostStorage;
import dev.adjoint.runtime.backend.spi.MatrixProducts;
import dev.adjoint.runtime.backend.spi.View;
import java.util.Arrays;

/**
 * Matrix products in double: rows of b, packed where they are not contiguous, are added to a row of the result, in the
 * order of k. What a float32 result is rounded from has 29 bits more.
 */
public final class ReferenceMatrixProducts implements MatrixProducts {

  /** The matrices b of a call, as rows of doubles. */
  private static final class Packed {
    double[] array;
    int at;
    int rowStride;
  }

  @Override
  public void matmul(View a, View b, View out, boolean accumulate) {
    if (!out.dtype().isFloating()) {
      throw ReferenceBackend.noKernel("matmul", out.dtype());
    }
    int m = out.size(1);
    int n = out.size(2);
    int k = a.size(2);
    if (out.numel() == 0) {
      return;
    }
    double[] left = new double[k];
    double[] sums = new double[n];
    var right = new Packed();
    for (int batch = 0; batch < out.size(0); batch++) {
      if (batch == 0 || b.stride(0) != 0) {
        pack(b, batch, right);
      }
      for (int i = 0; i < m; i++) {
        Rows.toDoubles(array(a), a.offset() + batch * a.stride(0) + i * a.stride(1), a.stride(2), left, 0, k);
        multiply(left, k, right, sums, n);
        int at = out.offset() + batch * out.stride(0) + i * out.stride(1);
        store(sums, n, out, at, accumulate);
      }
    }
  }

  private static void pack(View b, int batch, Packed right) {
    int k = b.size(1);
    int n = b.size(2);
    int start = b.offset() + batch * b.stride(0);
    if (b.dtype() == DType.FLOAT64 && (b.stride(2) == 1 || n == 1)) {
      right.array = HostStorage.doubles(b);
      right.at = start;
      right.rowStride = b.stride(1);
      return;
    }
    if (right.array == null) {
      right.array = new double[k * n];
      right.rowStride = n;
    }
    for (int l = 0; l < k; l++) {
      Rows.toDoubles(array(b), start + l * b.stride(1), b.stride(2), right.array, l * n, n);
    }
  }

  private static void multiply(double[] left, int k, Packed right, double[] sums, int n) {
    Arrays.fill(sums, 0);
    double[] b = right.array;
    for (int l = 0; l < k; l++) {
      double factor = left[l];
      int row = right.at + l * right.rowStride;
      for (int j = 0; j < n; j++) {
        sums[j] += factor * b[row + j];
      }
    }
  }

  private static void store(double[] sums, int n, View out, int at, boolean accumulate) {
    int step = out.stride(2);
    if (accumulate) {
      switch (array(out)) {
        case float[] to -> {
          for (int j = 0; j < n; j++) {
            to[at + j * step] = (float) (to[at + j * step] + sums[j]);
          }
        }
        case double[] to -> {
          for (int j = 0; j < n; j++) {
            to[at + j * step] += sums[j];
          }
        }
        default -> throw ReferenceBackend.noKernel("matmul", out.dtype());
      }
    } else {
      Rows.fromDoubles(sums, 0, array(out), at, step, n);
    }
  }

  private static Object array(View view) {
    return ((HostStorage) view.storage()).array();
  }
}
