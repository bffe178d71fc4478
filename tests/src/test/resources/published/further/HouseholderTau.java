// annotate: ejml-ddense org.ejml.dense.row.decomposition.qr.QrHelperFunctions_DDRM#computeTauAndDivide(int, int, double[], int, double)
package published;

/** Linear algebra: the norm of a column that is divided in place. */
final class HouseholderTau {
  static Object[][] inputs() {
    return new Object[][] {{1, 4, new double[] {0.5, 1, -2, 3, 0.25}, 0, 3.0}, {0, 3, new double[] {0.5, -1, -2, 3, 0.25}, 1, 2.5}};
  }
}
