package dev.adjoint.runtime.backend.cuda;

import dev.adjoint.runtime.backend.spi.View;

/**
 * How cuBLAS addresses the matrices of a batch: the elements of a row lie one after the other and rows are {@code leading}
 * apart, or the same of columns.
 *
 * @param byColumns whether it is columns whose elements lie one after the other
 * @param leading from a row to the next, or from a column to the next; no less than the elements of one
 */
record CublasMatrix(boolean byColumns, int leading) {

  /** Of a view of shape [batch, rows, columns], not empty; null if its strides cannot be expressed so. */
  static CublasMatrix of(View view) {
    int rows = view.size(1);
    int columns = view.size(2);
    if (addresses(columns, view.stride(2), rows, view.stride(1))) {
      return new CublasMatrix(false, rows == 1 ? columns : view.stride(1));
    }
    if (addresses(rows, view.stride(1), columns, view.stride(2))) {
      return new CublasMatrix(true, columns == 1 ? rows : view.stride(2));
    }
    return null;
  }

  private static boolean addresses(int inner, int innerStride, int outer, int outerStride) {
    return (inner == 1 || innerStride == 1) && (outer == 1 || outerStride >= inner);
  }

  /**
   * The argument for a product.
   *
   * @param address of the first element of the first matrix
   * @param view of these matrices
   * @param resultByColumns how the result lies; a result by rows is computed as its transpose, from transposed factors
   */
  Cublas.Operand operand(long address, View view, boolean resultByColumns) {
    return new Cublas.Operand(address, byColumns != resultByColumns, leading, view.stride(0));
  }
}
