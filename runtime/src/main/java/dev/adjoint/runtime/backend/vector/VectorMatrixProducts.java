package dev.adjoint.runtime.backend.vector;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.host.Workers;
import dev.adjoint.runtime.backend.spi.MatrixProducts;
import dev.adjoint.runtime.backend.spi.View;

/** Matrix products of floating types, in registers and on several threads. */
final class VectorMatrixProducts implements MatrixProducts {
  /** The multiplications from which on vectors are worthwhile. */
  private static final long SMALL = 256;
  /** The multiplications of a piece where threads share the matrices of a batch. */
  private static final long PIECE = 1 << 18;

  private final MatrixProducts reference;
  private final Gemm floats = new FloatGemm();
  private final Gemm doubles = new DoubleGemm();

  VectorMatrixProducts(MatrixProducts reference) {
    this.reference = reference;
  }

  @Override
  public void matmul(View a, View b, View out, boolean accumulate) {
    long each = (long) out.size(1) * out.size(2) * a.size(2);
    boolean even = out.stride(1) == 1 || out.stride(2) == 1 || out.size(1) == 1 || out.size(2) == 1;
    if (each < SMALL || !even || !out.dtype().isFloating()) {
      reference.matmul(a, b, out, accumulate);
      return;
    }
    Gemm gemm = out.dtype() == DType.FLOAT32 ? floats : doubles;
    int step = (int) Math.min(Integer.MAX_VALUE, Math.max(1, PIECE / each));
    if (out.size(0) < Workers.count()) {
      // Too few matrices to share: threads share each.
      step = Integer.MAX_VALUE;
    }
    Workers.split(out.size(0), step, (from, to) -> {
      for (int i = from; i < to; i++) {
        gemm.multiply(Matrix.of(a, i), Matrix.of(b, i), Matrix.of(out, i), accumulate);
      }
    });
  }
}
