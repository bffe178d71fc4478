package dev.adjoint.runtime.matrix;

/**
 * The numbers in an array of double or float of any rank, numbered from the first row's first to the last row's last. Null has
 * none.
 */
public final class Cells {
  private Cells() {}

  /**
   * How many there are.
   *
   * @param array an array of double or float of any rank, or null
   * @return the number of its cells; a row that occurs twice counts twice
   */
  public static int count(Object array) {
    return switch (array) {
      case null -> 0;
      case double[] a -> a.length;
      case float[] a -> a.length;
      case Object[] rows -> {
        int n = 0;
        for (Object row : rows) {
          n = Math.addExact(n, count(row));
        }
        yield n;
      }
      default -> throw unfit(array);
    };
  }

  /**
   * Sets one cell.
   *
   * @param array an array of double or float of any rank
   * @param index which cell, from 0 to {@code count(array) - 1}
   * @param value its new value, rounded for float
   * @throws IndexOutOfBoundsException if there is no such cell
   */
  public static void set(Object array, int index, double value) {
    switch (array) {
      case double[] a -> a[index] = value;
      case float[] a -> a[index] = (float) value;
      case Object[] rows -> {
        int rest = index;
        for (Object row : rows) {
          int n = count(row);
          if (rest < n) {
            set(row, rest, value);
            return;
          }
          rest -= n;
        }
        throw new IndexOutOfBoundsException(index);
      }
      default -> throw unfit(array);
    }
  }

  /**
   * Copies all cells, in order, into a row of a matrix.
   *
   * @param array an array of double or float of any rank, or null
   * @param row receives the cells
   * @param from the index of the first
   */
  public static void copy(Object array, double[] row, int from) {
    copyFrom(array, row, from);
  }

  private static int copyFrom(Object array, double[] row, int from) {
    switch (array) {
      case null -> {
        return from;
      }
      case double[] a -> {
        System.arraycopy(a, 0, row, from, a.length);
        return from + a.length;
      }
      case float[] a -> {
        for (int i = 0; i < a.length; i++) {
          row[from + i] = a[i];
        }
        return from + a.length;
      }
      case Object[] rows -> {
        int next = from;
        for (Object r : rows) {
          next = copyFrom(r, row, next);
        }
        return next;
      }
      default -> throw unfit(array);
    }
  }

  /**
   * Makes a matrix symmetric that is so but for rounding.
   *
   * @param matrix a square matrix; entries below the diagonal become those above it
   */
  public static void mirror(double[][] matrix) {
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < i; j++) {
        matrix[i][j] = matrix[j][i];
      }
    }
  }

  private static IllegalArgumentException unfit(Object array) {
    return new IllegalArgumentException("no array of double or float: " + array.getClass().getTypeName());
  }
}
