package dev.adjoint.runtime.matrix;

import java.util.Arrays;

/**
 * A matrix of which only some entries are stored, in compressed rows.
 *
 * @param pattern which entries
 * @param values for each row its entries, in the order of the pattern's columns
 */
public record SparseMatrix(Sparsity pattern, double[][] values) {

  /**
   * An entry.
   *
   * @param i the row
   * @param j the column
   * @return its value; 0 where the pattern has none
   * @throws IndexOutOfBoundsException if there is no such row or column
   */
  public double get(int i, int j) {
    java.util.Objects.checkIndex(j, pattern.columns());
    int k = Arrays.binarySearch(pattern.entries()[i], j);
    return k < 0 ? 0 : values[i][k];
  }

  /** The whole matrix. */
  public double[][] toDense() {
    double[][] dense = new double[pattern.rows()][pattern.columns()];
    for (int i = 0; i < dense.length; i++) {
      int[] columns = pattern.entries()[i];
      for (int k = 0; k < columns.length; k++) {
        dense[i][columns[k]] = values[i][k];
      }
    }
    return dense;
  }
}
