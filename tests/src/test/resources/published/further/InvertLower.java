// annotate: ejml-ddense org.ejml.dense.row.decomposition.TriangularSolver_DDRM#invertLower(double[], int)
package published;

/** Linear algebra: the inverse of a lower triangle, in place. */
final class InvertLower {
  static Object[][] inputs() {
    return new Object[][] {{new double[] {2, 0, 0, 0.5, 1.5, 0, -1, 0.25, 3}, 3}};
  }
}
