package dev.adjoint.runtime.backend.openblas;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.host.HostStorage;
import dev.adjoint.runtime.backend.spi.Backend;
import dev.adjoint.runtime.backend.spi.MatrixProducts;
import dev.adjoint.runtime.backend.spi.View;

/**
 * Matrix products of floating types by OpenBLAS, matrix by matrix: the library's functions for batches take addresses of
 * matrices, which those in Java arrays do not have. Operands whose strides BLAS cannot express are copied. Products at which
 * the library was measured to be slower are left to another backend.
 */
final class OpenBlasMatrixProducts implements MatrixProducts {
  /** The multiplications from which on the library is faster than Java, call and all: those of matrices of 4 x 4. */
  private static final long SMALL = 64;
  /** The rows of a result up to which a large product is bound by reading b, which the library copies before it multiplies. */
  private static final int THIN = 16;
  /** The multiplications from which on it copies. */
  private static final long LARGE = 1_000_000;

  /** What a call may cost, in multiplications: about 2 ms in float and 4 ms in double, where a thread does 100 in a ns. */
  private static final long PIECE = 3L << 26;
  /** What it costs to read an element from memory, in multiplications. */
  private static final long READ = 32;

  private final Backend owner;
  private final MatrixProducts others;
  private final boolean thinElsewhere;

  /**
   * Products for views of a backend's storage.
   *
   * @param others who computes what is not computed here
   * @param thinElsewhere whether they are faster at large products with few rows
   */
  OpenBlasMatrixProducts(Backend owner, MatrixProducts others, boolean thinElsewhere) {
    this.owner = owner;
    this.others = others;
    this.thinElsewhere = thinElsewhere;
  }

  /** What a call may cost where threads share it. */
  private static final class Shared {
    private static final long COST = PIECE * Math.min(8, OpenBlas.threads());
  }

  @Override
  public void matmul(View a, View b, View out, boolean accumulate) {
    long each = (long) out.size(1) * out.size(2) * a.size(2);
    if (each < SMALL || !out.dtype().isFloating() || thinElsewhere && !accumulate && each > LARGE && isThin(out)) {
      others.matmul(a, b, out, accumulate);
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

  /** Whether a result has few rows, or few columns if it lies by columns; one is a product with a vector. */
  private static boolean isThin(View out) {
    int few = out.stride(2) == 1 ? out.size(1) : out.stride(1) == 1 ? out.size(2) : 1;
    return few > 1 && few <= THIN;
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
   * Divides a product until a call of the library is short, since no garbage is collected meanwhile. Long sums are divided
   * by their shape alone; into how many parts rows and columns are divided depends on the number of threads too.
   */
  private static void multiply(BlasMatrix a, BlasMatrix b, BlasMatrix c, boolean add) {
    int m = c.rows();
    int n = c.columns();
    int k = a.columns();
    long cost = (long) m * n * k + READ * ((long) m * k + (long) k * n + (long) m * n);
    if (k > m && k > n && cost > PIECE) {
      int half = half(k);
      multiply(a.columnsOf(0, half), b.rowsOf(0, half), c, add);
      multiply(a.columnsOf(half, k), b.rowsOf(half, k), c, true);
    } else if (cost <= Shared.COST) {
      call(a, b, c, add);
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
