package dev.adjoint.runtime.backend.vector;

import dev.adjoint.runtime.backend.host.HostStorage;
import dev.adjoint.runtime.backend.spi.View;

/**
 * A matrix in a Java array: element (i, j) is at {@code at + i * rowStep + j * columnStep}.
 *
 * @param array a {@code float[]} or {@code double[]}
 * @param at the position of the first element
 * @param rows the number of rows
 * @param columns the number of columns
 * @param rowStep from an element to the one below
 * @param columnStep from an element to the one right of it
 */
record Matrix(Object array, int at, int rows, int columns, int rowStep, int columnStep) {

  /** One matrix of a batch, of shape [batch, rows, columns]. A step that no element needs is 1. */
  static Matrix of(View view, int batch) {
    int rows = view.size(1);
    int columns = view.size(2);
    return new Matrix(((HostStorage) view.storage()).array(), view.offset() + batch * view.stride(0), rows, columns,
        rows == 1 ? Math.max(1, columns * view.stride(2)) : view.stride(1), columns == 1 ? 1 : view.stride(2));
  }

  Matrix transposed() {
    return new Matrix(array, at, columns, rows, columnStep, rowStep);
  }

  /** Rows {@code from} to before {@code to}. */
  Matrix rowsOf(int from, int to) {
    return new Matrix(array, at + from * rowStep, to - from, columns, rowStep, columnStep);
  }

  /** Columns {@code from} to before {@code to}. */
  Matrix columnsOf(int from, int to) {
    return new Matrix(array, at + from * columnStep, rows, to - from, rowStep, columnStep);
  }
}
