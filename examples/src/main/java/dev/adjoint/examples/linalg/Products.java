package dev.adjoint.examples.linalg;

import org.hipparchus.linear.MatrixUtils;

/** Products of matrices in arrays. */
final class Products {
  private Products() {}

  static double[] times(double[][] a, double[] x) {
    return MatrixUtils.createRealMatrix(a).operate(x);
  }

  static double[][] times(double[][] a, double[][] b) {
    return MatrixUtils.createRealMatrix(a).multiply(MatrixUtils.createRealMatrix(b)).getData();
  }

  static double[][] transpose(double[][] a) {
    return MatrixUtils.createRealMatrix(a).transpose().getData();
  }

  /** {@code sum += factor * a}; a factor of zero adds nothing, whatever a is. */
  static void addTo(double[][] sum, double factor, double[][] a) {
    for (int i = 0; factor != 0 && i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        sum[i][j] += factor * a[i][j];
      }
    }
  }
}
