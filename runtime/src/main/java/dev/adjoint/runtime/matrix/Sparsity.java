package dev.adjoint.runtime.matrix;

import java.util.Arrays;

/**
 * Where the entries of a matrix may differ from zero, row by row. A pattern that leaves out an entry which does differ gives wrong
 * numbers: entries are told apart by the pattern alone.
 *
 * <p>Columns without a common row share a group, and one directional derivative gives the entries of a whole group: A. R. Curtis, M. J. D.
 * Powell, J. K. Reid, On the estimation of sparse Jacobian matrices, IMA J. Appl. Math. 13, 1974. Groups are found greedily, which is a
 * distance-2 colouring of the columns: A. H. Gebremedhin, F. Manne, A. Pothen, What color is your Jacobian?, SIAM Review 47(4), 2005.
 */
public final class Sparsity {
  private final int columns;
  private final int[][] rows;

  private Sparsity(int columns, int[][] rows) {
    this.columns = columns;
    this.rows = rows;
  }

  /**
   * A pattern by rows.
   *
   * @param columns the number of columns
   * @param rows for each row the columns of its entries, in any order; copied
   * @throws IllegalArgumentException if a column is out of range or occurs twice in a row
   */
  public static Sparsity of(int columns, int[]... rows) {
    int[][] sorted = new int[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      sorted[i] = rows[i].clone();
      Arrays.sort(sorted[i]);
      for (int k = 0; k < sorted[i].length; k++) {
        int column = sorted[i][k];
        if (column < 0 || column >= columns || k > 0 && column == sorted[i][k - 1]) {
          throw new IllegalArgumentException("row " + i + " has column " + column
              + (column < 0 || column >= columns ? " of " + columns : " twice"));
        }
      }
    }
    return new Sparsity(columns, sorted);
  }

  /**
   * A banded pattern: entries (i, j) with {@code -below <= j - i <= above}.
   *
   * @param rows the number of rows
   * @param columns the number of columns
   * @param below how many diagonals below the main one, may be negative
   * @param above how many above it, may be negative
   */
  public static Sparsity banded(int rows, int columns, int below, int above) {
    int[][] all = new int[rows][];
    for (int i = 0; i < rows; i++) {
      int from = Math.max(0, i - below);
      int to = Math.min(columns - 1, i + above);
      all[i] = new int[Math.max(0, to - from + 1)];
      for (int k = 0; k < all[i].length; k++) {
        all[i][k] = from + k;
      }
    }
    return new Sparsity(columns, all);
  }

  /** The number of rows. */
  public int rows() {
    return rows.length;
  }

  /** The number of columns. */
  public int columns() {
    return columns;
  }

  /** The columns of a row's entries, ascending. */
  public int[] row(int i) {
    return rows[i].clone();
  }

  /** The pattern of the transposed matrix. */
  public Sparsity transposed() {
    int[] counts = new int[columns];
    for (int[] row : rows) {
      for (int j : row) {
        counts[j]++;
      }
    }
    int[][] all = new int[columns][];
    Arrays.setAll(all, j -> new int[counts[j]]);
    int[] next = new int[columns];
    for (int i = 0; i < rows.length; i++) {
      for (int j : rows[i]) {
        all[j][next[j]++] = i;
      }
    }
    return new Sparsity(rows.length, all);
  }

  /**
   * Groups of columns of which no two have an entry in the same row.
   *
   * @return for each column the number of its group; groups are numbered from 0
   */
  public int[] columnGroups() {
    int[][] entries = transposed().rows;
    int[] group = new int[columns];
    Arrays.fill(group, -1);
    int[] usedBy = new int[columns + 1];
    Arrays.fill(usedBy, -1);
    for (int j = 0; j < columns; j++) {
      for (int i : entries[j]) {
        for (int neighbour : rows[i]) {
          if (group[neighbour] >= 0) {
            usedBy[group[neighbour]] = j;
          }
        }
      }
      int free = 0;
      while (usedBy[free] == j) {
        free++;
      }
      group[j] = free;
    }
    return group;
  }

  int[][] entries() {
    return rows;
  }
}
