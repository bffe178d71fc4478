package dev.adjoint.runtime.backend.openblas;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.host.HostStorage;
import dev.adjoint.runtime.backend.spi.Backend;
import dev.adjoint.runtime.backend.spi.MatrixProducts;
import dev.adjoint.runtime.backend.spi.View;

/**
 * Matrix products of floating types by OpenBLAS, matrix by matrix: the library's functions for batches take addresses of
 * matrices, which those in Java arrays do not have. Operands whose strides BLAS cannot express are copied; small products are
 * left to another backend.
 */
final class OpenBlasMatrixProducts implements MatrixProducts {
  /** The multiplications from which on the library is faster than Java. */
  private static final long SMALL = Long.getLong("ob.small", 1 << 13);
  /** The cost of a call, in multiplications, that is not divided: a few milliseconds in one thread. */
  private static final long PIECE = Long.getLong("ob.piece", 3L << 26);
  /** What it costs to read an element from memory, in multiplications. */
  private static final long READ = 32;

  private final Backend owner;
  private final MatrixProducts small;

  OpenBlasMatrixProducts(Backend owner, MatrixProducts small) {
    this.owner = owner;
    this.small = small;
  }

  @Override
  public void matmul(View a, View b, View out, boolean accumulate) {
    long each = (long) out.size(1) * out.size(2) * a.size(2);
    if (each < SMALL || !out.dtype().isFloating()) {
      small.matmul(a, b, out, accumulate);
      return;
    }
    View left = BlasMatrix.addresses(a) ? a : copied(a);
    View right = BlasMatrix.addresses(b) ? b : copied(b);
    View result = BlasMatrix.addresses(out) ? out : accumulate ? copied(out) : fresh(out.dtype(), out.shape());
    for (int i = 0; i < out.size(0); i++) {
      multiply(BlasMatrix.of(left, i), BlasMatrix.of(right, i), BlasMatrix.of(result, i), accumulate);
    }
    if (result != out) {
      owner.memory().copy(result, out);
    }
  }

  private View fresh(DType dtype, Shape shape) {
    int n = shape.numel();
    return new View(HostStorage.wrap(owner, dtype == DType.FLOAT32 ? new float[n] : new double[n]), shape);
  }

  /** The same elements in row-major order; a matrix that is used for the whole batch stays one. */
  private View copied(View view) {
    int batch = view.stride(0) == 0 ? 1 : view.size(0);
    Shape shape = Shape.of(batch, view.size(1), view.size(2));
    View copy = fresh(view.dtype(), shape);
    owner.memory().copy(new View(view.storage(), view.offset(), shape, view.strides()), copy);
    return copy.expand(view.shape());
  }

  /**
   * Divides a product until a call of the library is short: the longest sum first, which is a question of its shape alone, then
   * rows and columns of the result.
   */
  private static void multiply(BlasMatrix a, BlasMatrix b, BlasMatrix c, boolean add) {
    int m = c.rows();
    int n = c.columns();
    int k = a.columns();
    long cost = (long) m * n * k + READ * ((long) m * k + (long) k * n + (long) m * n);
    if (cost <= PIECE) {
      call(a, b, c, add);
    } else if (k > m && k > n) {
      int half = half(k);
      multiply(a.columnsOf(0, half), b.rowsOf(0, half), c, add);
      multiply(a.columnsOf(half, k), b.rowsOf(half, k), c, true);
    } else if (m >= n) {
      int half = half(m);
      multiply(a.rowsOf(0, half), b, c.rowsOf(0, half), add);
      multiply(a.rowsOf(half, m), b, c.rowsOf(half, m), add);
    } else {
      int half = half(n);
      multiply(a, b.columnsOf(0, half), c.columnsOf(0, half), add);
      multiply(a, b.columnsOf(half, n), c.columnsOf(half, n), add);
    }
  }

  /** About a half, in whole tiles of the library's kernels. */
  private static int half(int n) {
    return n < 128 ? n / 2 : (n / 2 + 63) / 64 * 64;
  }

  private static void call(BlasMatrix a, BlasMatrix b, BlasMatrix c, boolean add) {
    if (c.rows() == 1 && c.columns() == 1) {
      dot(a, b, c, add);
    } else if (c.columns() == 1) {
      matrixVector(a, b, c, add);
    } else if (c.rows() == 1) {
      matrixVector(b.transposed(), a.transposed(), c.transposed(), add);
    } else if (c.byColumns()) {
      OpenBlas.gemm(b.transposed(), a.transposed(), c.transposed(), add);
    } else {
      OpenBlas.gemm(a, b, c, add);
    }
  }

  private static void dot(BlasMatrix a, BlasMatrix b, BlasMatrix c, boolean add) {
    double sum = OpenBlas.dot(a, b);
    switch (c.array()) {
      case float[] to -> to[c.at()] = (float) (add ? to[c.at()] + sum : sum);
      case double[] to -> to[c.at()] = add ? to[c.at()] + sum : sum;
      default -> throw new IllegalArgumentException("no product of " + c.array().getClass().getTypeName());
    }
  }

  /** The library's versions differ in whether 0 times a NaN in y is 0: y is set to 0 here, and added to. */
  private static void matrixVector(BlasMatrix a, BlasMatrix x, BlasMatrix y, boolean add) {
    if (!add) {
      switch (y.array()) {
        case float[] to -> {
          for (int i = 0; i < y.rows(); i++) {
            to[y.at() + i * y.rowStep()] = 0;
          }
        }
        case double[] to -> {
          for (int i = 0; i < y.rows(); i++) {
            to[y.at() + i * y.rowStep()] = 0;
          }
        }
        default -> throw new IllegalArgumentException("no product of " + y.array().getClass().getTypeName());
      }
    }
    OpenBlas.gemv(a, x, y);
  }
}
