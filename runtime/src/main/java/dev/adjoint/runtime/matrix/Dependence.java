package dev.adjoint.runtime.matrix;

import dev.adjoint.runtime.shadow.ArraysBeside;
import java.util.Arrays;

/**
 * On which columns of a Jacobian the numbers of a computation may depend. A set of columns is an array of ascending numbers, which nobody
 * writes into; null is the empty one. A number depends on what its operands depend on, whether or not a partial derivative is zero: what comes out
 * are all entries that may differ from zero on the way that the computation took.
 *
 * <p>An object of this class numbers the columns: those of a parameter together, an array's cells from the first to the last.
 */
public final class Dependence {
  private final ArraysBeside arrays = new ArraysBeside(int[].class);
  private int columns;

  /** No columns yet. */
  public Dependence() {}

  /** With that many columns, whose numbers the caller gives. */
  public Dependence(int columns) {
    this.columns = columns;
  }

  /** The numbers of all columns, from 0 on. */
  public double[] numbers() {
    double[] all = new double[columns];
    Arrays.setAll(all, i -> i);
    return all;
  }

  /** The set of one column. */
  public int[] column(double number) {
    return new int[] {(int) number};
  }

  /**
   * Sets of a column each for the cells of an array. A cell that has one already has both then.
   *
   * @param numbers an array of double or float of any rank, or null
   * @param columns an array of double of the same shape: the number of each cell's column
   * @return an array of int with one more dimension; null for null
   */
  public Object of(Object numbers, Object columns) {
    Object sets = arrays.of(numbers);
    number(sets, columns);
    return sets;
  }

  private void number(Object sets, Object columns) {
    switch (sets) {
      case null -> { }
      case int[][] cells -> {
        for (int i = 0; i < cells.length; i++) {
          cells[i] = union(cells[i], column(((double[]) columns)[i]));
        }
      }
      case Object[] rows -> {
        for (int i = 0; i < rows.length; i++) {
          number(rows[i], ((Object[]) columns)[i]);
        }
      }
      default -> throw new IllegalArgumentException(sets.getClass().getTypeName());
    }
  }

  /** The set of the next column alone. */
  public int[] next() {
    return new int[] {columns++};
  }

  /**
   * Sets of a column each for the cells of an array. A cell that has one already has both then.
   *
   * @param numbers an array of double or float of any rank, or null
   * @return an array of int with one more dimension; null for null
   */
  public Object of(Object numbers) {
    Object sets = arrays.of(numbers);
    number(sets);
    return sets;
  }

  private void number(Object sets) {
    switch (sets) {
      case null -> { }
      case int[][] cells -> {
        for (int i = 0; i < cells.length; i++) {
          cells[i] = union(cells[i], next());
        }
      }
      case Object[] rows -> {
        for (Object row : rows) {
          number(row);
        }
      }
      default -> throw new IllegalArgumentException(sets.getClass().getTypeName());
    }
  }

  /**
   * The pattern of the matrix.
   *
   * @param rows for each row the set of its columns
   */
  public Sparsity pattern(int[][] rows) {
    int[][] all = new int[rows.length][];
    for (int i = 0; i < all.length; i++) {
      all[i] = rows[i] == null ? new int[0] : rows[i];
    }
    return Sparsity.of(columns, all);
  }

  /** Empty sets for the cells of an array, in an array of int with one more dimension; null for null. */
  public static Object beside(Object numbers) {
    return new ArraysBeside(int[].class).of(numbers);
  }

  /** The union of two sets; one of them itself where it has the other one in it. */
  public static int[] union(int[] a, int[] b) {
    if (a == b || b == null) {
      return a;
    }
    if (a == null) {
      return b;
    }
    int both = 0;
    for (int i = 0, j = 0; i < a.length && j < b.length;) {
      int order = Integer.compare(a[i], b[j]);
      both += order == 0 ? 1 : 0;
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    if (both == b.length) {
      return a;
    }
    if (both == a.length) {
      return b;
    }
    int[] all = new int[a.length + b.length - both];
    int i = 0;
    int j = 0;
    for (int k = 0; k < all.length; k++) {
      boolean fromA = j == b.length || i < a.length && a[i] <= b[j];
      if (fromA && j < b.length && a[i] == b[j]) {
        j++;
      }
      all[k] = fromA ? a[i++] : b[j++];
    }
    return all;
  }

  /** The union of all sets of an array; null for null. */
  public static int[] all(int[][] cells) {
    int[] all = null;
    for (int i = 0; cells != null && i < cells.length; i++) {
      all = union(all, cells[i]);
    }
    return all;
  }
}
