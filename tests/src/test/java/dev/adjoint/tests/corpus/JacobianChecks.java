package dev.adjoint.tests.corpus;

import dev.adjoint.runtime.matrix.SparseMatrix;
import dev.adjoint.runtime.matrix.Sparsity;
import dev.adjoint.tests.corpus.Values.Cell;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The Jacobian of a method with a vector as its result has its products with unit vectors as columns, whatever mode computed it. */
final class JacobianChecks {
  private JacobianChecks() {}

  static void check(ClassLoader loader, Subject subject, Derivatives derivatives, Object[] arguments, Checks.Tolerance tolerance)
      throws Throwable {
    Class<?> generated = loader.loadClass(subject.derivativesName());
    Method dense = find(generated, subject, "Jacobian", derivatives.types());
    if (dense == null) {
      return;
    }
    List<Cell> cells = Values.cells(arguments, derivatives.wrt());
    Object[] copy = Values.copy(arguments);
    double[][] matrix = (double[][]) Derivatives.call(dense, null, copy);
    for (int i = 0; i < copy.length; i++) {
      if (copy[i] != null && copy[i].getClass().isArray() && !Values.same(arguments[i], copy[i])) {
        throw new AssertionError("fJacobian changes argument " + i);
      }
    }
    if (sharesArrays(derivatives, arguments) || matrix.length > 0 && matrix[0].length != cells.size()) {
      // arguments that share arrays
      return;
    }
    for (int j = 0; j < cells.size(); j++) {
      double[] direction = new double[cells.size()];
      direction[j] = 1;
      double[] column = (double[]) derivatives.jvp(arguments, direction).tangent();
      if (column.length != matrix.length) {
        throw new AssertionError("fJacobian has " + matrix.length + " rows, the result " + column.length + " cells");
      }
      for (int i = 0; i < column.length; i++) {
        double scale = Arrays.stream(matrix[i]).map(Math::abs).max().orElse(0);
        if (!(Math.abs(matrix[i][j] - column[i]) <= tolerance.reverse() * scale) && !(column[i] == matrix[i][j])
            && !(Double.isNaN(column[i]) && Double.isNaN(matrix[i][j]))) {
          throw new AssertionError("fJacobian[" + i + "][" + j + "] " + matrix[i][j] + ", by fJvp " + column[i]);
        }
      }
    }
  }

  /**
   * The pattern has every entry of the dense matrix that is not zero, and the matrix that is compressed by it is the dense one.
   *
   * @return the number of entries that the pattern leaves out; -1 where the method has none
   */
  static int sparse(ClassLoader loader, Subject subject, Derivatives derivatives, Object[] arguments, Checks.Tolerance tolerance)
      throws Throwable {
    Class<?> generated = loader.loadClass(subject.derivativesName());
    Method sparse = find(generated, subject, "SparseJacobian", derivatives.types());
    if (sparse == null || sharesArrays(derivatives, arguments)) {
      return -1;
    }
    Object[] copy = Values.copy(arguments);
    var pattern = (Sparsity) Derivatives.call(find(generated, subject, "Sparsity", derivatives.types()), null, copy);
    var matrix = ((SparseMatrix) Derivatives.call(sparse, null, copy)).toDense();
    double[][] dense = (double[][]) Derivatives.call(find(generated, subject, "Jacobian", derivatives.types()), null, copy);
    for (int i = 0; i < copy.length; i++) {
      if (copy[i] != null && copy[i].getClass().isArray() && !Values.same(arguments[i], copy[i])) {
        throw new AssertionError("fSparsity or fSparseJacobian changes argument " + i);
      }
    }
    if (dense.length != pattern.rows() || dense.length > 0 && dense[0].length != pattern.columns()) {
      throw new AssertionError("a pattern of " + pattern.rows() + " rows and " + pattern.columns() + " columns");
    }
    int left = 0;
    for (int i = 0; i < dense.length; i++) {
      int[] row = pattern.row(i);
      left += pattern.columns() - row.length;
      double scale = Arrays.stream(dense[i]).map(Math::abs).max().orElse(0);
      for (int j = 0; j < dense[i].length; j++) {
        if (dense[i][j] != 0 && Arrays.binarySearch(row, j) < 0) {
          throw new AssertionError("the pattern leaves out [" + i + "][" + j + "], which is " + dense[i][j]);
        }
        if (!(Math.abs(matrix[i][j] - dense[i][j]) <= tolerance.reverse() * scale) && matrix[i][j] != dense[i][j]
            && !(Double.isNaN(matrix[i][j]) && Double.isNaN(dense[i][j]))) {
          throw new AssertionError("fSparseJacobian[" + i + "][" + j + "] " + matrix[i][j] + ", fJacobian " + dense[i][j]);
        }
      }
    }
    return left;
  }

  private static boolean sharesArrays(Derivatives derivatives, Object[] arguments) {
    int leaves = 0;
    for (int i = 0; i < arguments.length; i++) {
      if (derivatives.wrt().get(i)) {
        leaves += Values.cells(new Object[] {arguments[i]}, List.of(true)).size();
      }
    }
    return leaves != Values.cells(arguments, derivatives.wrt()).size();
  }

  private static Method find(Class<?> generated, Subject subject, String kind, List<Class<?>> types) {
    try {
      Method m = generated.getDeclaredMethod(subject.method() + kind, new ArrayList<>(types).toArray(Class<?>[]::new));
      m.setAccessible(true);
      return m;
    } catch (NoSuchMethodException e) {
      return null;
    }
  }
}
