package dev.adjoint.runtime.backend.openblas;

import dev.adjoint.runtime.backend.host.HostStorage;
import dev.adjoint.runtime.backend.spi.View;
import java.lang.foreign.MemorySegment;

/**
 * A matrix as BLAS addresses one: the elements of a row lie one after the other and rows are {@code leading} apart, or the same
 * of columns.
 *
 * @param array a {@code float[]} or {@code double[]}
 * @param at where the first element is
 * @param rows at least 1
 * @param columns at least 1
 * @param byColumns whether it is columns whose elements lie one after the other
 * @param leading from a row to the next, or from a column to the next; no less than the elements of one
 */
record BlasMatrix(Object array, int at, int rows, int columns, boolean byColumns, int leading) {

  /** Whether the matrices of a batch, of shape [batch, rows, columns] and not empty, can be addressed so. */
  static boolean addresses(View view) {
    return addresses(view.size(2), view.stride(2), view.size(1), view.stride(1))
        || addresses(view.size(1), view.stride(1), view.size(2), view.stride(2));
  }

  private static boolean addresses(int inner, int innerStride, int outer, int outerStride) {
    return (inner == 1 || innerStride == 1) && (outer == 1 || outerStride >= inner);
  }

  /** One matrix of a batch for which {@link #addresses} holds. */
  static BlasMatrix of(View view, int batch) {
    int rows = view.size(1);
    int columns = view.size(2);
    boolean byRows = addresses(columns, view.stride(2), rows, view.stride(1));
    int leading = byRows ? leading(columns, rows, view.stride(1)) : leading(rows, columns, view.stride(2));
    return new BlasMatrix(((HostStorage) view.storage()).array(), view.offset() + batch * view.stride(0), rows, columns,
        !byRows, leading);
  }

  /** BLAS checks the distance even where there is no next row. */
  private static int leading(int inner, int outer, int outerStride) {
    return outer == 1 ? inner : outerStride;
  }

  BlasMatrix transposed() {
    return new BlasMatrix(array, at, columns, rows, !byColumns, leading);
  }

  /** From a row to the next. */
  int rowStep() {
    return byColumns ? 1 : leading;
  }

  /** From a column to the next. */
  int columnStep() {
    return byColumns ? leading : 1;
  }

  /** Rows {@code from} to before {@code to}. */
  BlasMatrix rowsOf(int from, int to) {
    return new BlasMatrix(array, at + from * rowStep(), to - from, columns, byColumns, leading);
  }

  /** Columns {@code from} to before {@code to}. */
  BlasMatrix columnsOf(int from, int to) {
    return new BlasMatrix(array, at + from * columnStep(), rows, to - from, byColumns, leading);
  }

  /** The memory from the first element to the last: native code that keeps to the matrix keeps to it. */
  MemorySegment segment() {
    long count = 1L + (rows - 1L) * rowStep() + (columns - 1L) * columnStep();
    return switch (array) {
      case float[] floats -> MemorySegment.ofArray(floats).asSlice((long) at * Float.BYTES, count * Float.BYTES);
      case double[] doubles -> MemorySegment.ofArray(doubles).asSlice((long) at * Double.BYTES, count * Double.BYTES);
      default -> throw new IllegalArgumentException("no matrix of " + array.getClass().getTypeName());
    };
  }
}
