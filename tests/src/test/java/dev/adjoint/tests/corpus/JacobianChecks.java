package dev.adjoint.tests.corpus;

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
    Method dense = find(generated, subject, derivatives.types());
    if (dense == null) {
      return;
    }
    List<Cell> cells = Values.cells(arguments, derivatives.wrt());
    int leaves = 0;
    for (int i = 0; i < arguments.length; i++) {
      if (derivatives.wrt().get(i)) {
        leaves += Values.cells(new Object[] {arguments[i]}, List.of(true)).size();
      }
    }
    Object[] copy = Values.copy(arguments);
    double[][] matrix = (double[][]) Derivatives.call(dense, null, copy);
    for (int i = 0; i < copy.length; i++) {
      if (copy[i] != null && copy[i].getClass().isArray() && !Values.same(arguments[i], copy[i])) {
        throw new AssertionError("fJacobian changes argument " + i);
      }
    }
    if (leaves != cells.size() || matrix.length > 0 && matrix[0].length != cells.size()) {
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

  private static Method find(Class<?> generated, Subject subject, List<Class<?>> types) {
    try {
      Method m = generated.getDeclaredMethod(subject.method() + "Jacobian", new ArrayList<>(types).toArray(Class<?>[]::new));
      m.setAccessible(true);
      return m;
    } catch (NoSuchMethodException e) {
      return null;
    }
  }
}
