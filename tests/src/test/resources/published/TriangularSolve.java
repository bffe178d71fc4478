// annotate: ejml-ddense org.ejml.dense.row.decomposition.TriangularSolver_DDRM#solveL(double[], double[], int)
package published;

/** Linear algebra: forward substitution in place. */
final class TriangularSolve {
  static Object[][] inputs() {
    return new Object[][] {{new double[] {2, 0, 0, 0.5, 1.5, 0, -1, 0.25, 3}, new double[] {1, -2, 0.5}, 3}};
  }
}
