package dev.adjoint.runtime.matrix;

import java.lang.reflect.Array;
import java.util.Arrays;

/**
 * The matrix of first derivatives of a method with an array as its result, from its products with vectors: rows are the cells of
 * the result, columns the numbers of the differentiated parameters, those of a parameter together, an array's cells from the first to the
 * last.
 */
public final class Jacobian {
  /** A product from the left costs about as much as this many from the right. */
  private static final int REVERSE_COST = 2;

  private Jacobian() {}

  /** The product with a tangent. */
  @FunctionalInterface
  public interface Forward {
    /**
     * The product.
     *
     * @param tangents for each parameter its tangent: a boxed number, or an array in its shape
     * @return the tangent of the result
     */
    double[] apply(Object[] tangents);
  }

  /** The product of a seed with the matrix. */
  @FunctionalInterface
  public interface Reverse {
    /**
     * The product.
     *
     * @param seed the adjoint of the result
     * @return for each parameter its adjoint: a boxed number, or an array in its shape
     */
    Object[] apply(double[] seed);
  }

  /** The product of the matrix, or of its transpose, with a vector. */
  @FunctionalInterface
  public interface Product {
    /**
     * The product.
     *
     * @param vector not written into, and not kept
     * @return the product
     */
    double[] apply(double[] vector);
  }

  /**
   * The whole matrix, by forward mode where there are at most twice as many columns as rows, else by reverse mode.
   *
   * @param parameters the differentiated arguments: boxed numbers and arrays of double or float
   */
  public static double[][] dense(Object[] parameters, Forward forward, Reverse reverse) {
    return dense(width(parameters), v -> forward.apply(tangents(parameters, v)), s -> flatten(parameters, reverse.apply(s)));
  }

  /**
   * The whole matrix, by forward mode where there are at most twice as many columns as rows, else by reverse mode.
   *
   * @param n the number of columns
   * @param forward the product of the matrix with a tangent
   * @param reverse the product of a seed with the matrix
   */
  public static double[][] dense(int n, Product forward, Product reverse) {
    double[] unit = new double[n];
    if (n > 0) {
      unit[0] = 1;
    }
    double[] column = forward.apply(unit);
    int m = column.length;
    if (n > REVERSE_COST * m) {
      double[][] matrix = new double[m][];
      double[] seed = new double[m];
      for (int i = 0; i < m; i++) {
        // a seed is consumed
        Arrays.fill(seed, 0);
        seed[i] = 1;
        matrix[i] = reverse.apply(seed);
      }
      return matrix;
    }
    double[][] matrix = new double[m][n];
    for (int j = 0; j < n; j++) {
      if (j > 0) {
        Arrays.fill(unit, 0);
        unit[j] = 1;
        column = forward.apply(unit);
      }
      for (int i = 0; i < m; i++) {
        matrix[i][j] = column[i];
      }
    }
    return matrix;
  }

  /**
   * The entries of a pattern, from one product for each group of columns, or of rows, whichever is cheaper.
   *
   * @param parameters the differentiated arguments: boxed numbers and arrays of double or float
   * @param pattern every entry that may differ from zero
   * @throws IllegalArgumentException if the pattern has not as many columns as there are numbers in the parameters, or not as many
   *     rows as the result has cells
   */
  public static SparseMatrix compressed(Object[] parameters, Sparsity pattern, Forward forward, Reverse reverse) {
    return compressed(width(parameters), pattern, v -> forward.apply(tangents(parameters, v)), s -> flatten(parameters, reverse.apply(s)));
  }

  /**
   * The entries of a pattern, from one product for each group of columns, or of rows, whichever is cheaper.
   *
   * @param n the number of columns
   * @param pattern every entry that may differ from zero
   * @param forward the product of the matrix with a tangent
   * @param reverse the product of a seed with the matrix
   * @throws IllegalArgumentException if the pattern has not as many columns, or not as many rows as the result has cells
   */
  public static SparseMatrix compressed(int n, Sparsity pattern, Product forward, Product reverse) {
    if (n != pattern.columns()) {
      throw new IllegalArgumentException("the pattern has " + pattern.columns() + " columns, the parameters have " + n + " numbers");
    }
    int[] columns = pattern.columnGroups();
    int[] rows = pattern.transposed().columnGroups();
    int forwards = 1 + Arrays.stream(columns).max().orElse(-1);
    int reverses = 1 + Arrays.stream(rows).max().orElse(-1);
    double[][] values = new double[pattern.rows()][];
    int[][] entries = pattern.entries();
    Arrays.setAll(values, i -> new double[entries[i].length]);
    if (forwards <= REVERSE_COST * reverses) {
      for (int group = 0; group < forwards; group++) {
        double[] product = forward.apply(members(columns, group));
        requireRows(pattern, product.length);
        for (int i = 0; i < entries.length; i++) {
          for (int k = 0; k < entries[i].length; k++) {
            if (columns[entries[i][k]] == group) {
              values[i][k] = product[i];
            }
          }
        }
      }
    } else {
      for (int group = 0; group < reverses; group++) {
        double[] product = reverse.apply(members(rows, group));
        for (int i = 0; i < entries.length; i++) {
          for (int k = 0; rows[i] == group && k < entries[i].length; k++) {
            values[i][k] = product[entries[i][k]];
          }
        }
      }
    }
    return new SparseMatrix(pattern, values);
  }

  /** A vector with 1 for each member of a group. */
  private static double[] members(int[] groups, int group) {
    double[] vector = new double[groups.length];
    Arrays.setAll(vector, i -> groups[i] == group ? 1 : 0);
    return vector;
  }

  private static void requireRows(Sparsity pattern, int length) {
    if (length != pattern.rows()) {
      throw new IllegalArgumentException("the pattern has " + pattern.rows() + " rows, the result has " + length + " cells");
    }
  }

  private static int width(Object[] parameters) {
    int n = 0;
    for (Object p : parameters) {
      n += width(p);
    }
    return n;
  }

  private static int width(Object parameter) {
    return parameter instanceof Number ? 1 : Cells.count(parameter);
  }

  /** A vector as tangents. */
  private static Object[] tangents(Object[] parameters, double[] vector) {
    var all = new Object[parameters.length];
    Arrays.setAll(all, i -> zeros(parameters[i]));
    for (int j = 0; j < vector.length; j++) {
      if (vector[j] != 0) {
        set(parameters, all, j, vector[j]);
      }
    }
    return all;
  }

  private static Object zeros(Object parameter) {
    return switch (parameter) {
      case null -> null;
      case Float f -> 0f;
      case Number d -> 0.0;
      case double[] a -> new double[a.length];
      case float[] a -> new float[a.length];
      case Object[] rows -> {
        var all = (Object[]) Array.newInstance(rows.getClass().componentType(), rows.length);
        Arrays.setAll(all, i -> zeros(rows[i]));
        yield all;
      }
      default -> throw new IllegalArgumentException("no parameter: " + parameter.getClass().getTypeName());
    };
  }

  private static void set(Object[] parameters, Object[] tangents, int cell, double value) {
    int rest = cell;
    for (int i = 0; i < parameters.length; i++) {
      int n = width(parameters[i]);
      if (rest < n) {
        if (parameters[i] instanceof Number) {
          tangents[i] = parameters[i] instanceof Float ? (Object) (float) value : (Object) value;
        } else {
          Cells.set(tangents[i], rest, value);
        }
        return;
      }
      rest -= n;
    }
    throw new IndexOutOfBoundsException(cell);
  }

  private static double[] flatten(Object[] parameters, Object[] adjoints) {
    double[] row = new double[width(parameters)];
    int at = 0;
    for (int i = 0; i < parameters.length; i++) {
      if (adjoints[i] instanceof Number number) {
        row[at] = number.doubleValue();
      } else {
        Cells.copy(adjoints[i], row, at);
      }
      at += width(parameters[i]);
    }
    return row;
  }
}
