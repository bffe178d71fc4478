package dev.adjoint.examples.linalg;

import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/** Triangular factors of a matrix, {@code P A = L U}: made once, for solutions with the matrix and with its transpose. */
final class LuFactors {
  private final LUDecomposition lu;

  LuFactors(double[][] a) {
    lu = new LUDecomposition(MatrixUtils.createRealMatrix(a));
  }

  double[] solve(double[] b) {
    return lu.getSolver().solve(MatrixUtils.createRealVector(b)).toArray();
  }

  double[][] inverse() {
    return lu.getSolver().getInverse().getData();
  }

  double determinant() {
    return lu.getDeterminant();
  }

  double logDeterminant() {
    RealMatrix upper = lu.getU();
    double sum = 0;
    for (int i = 0; i < upper.getRowDimension(); i++) {
      sum += Math.log(Math.abs(upper.getEntry(i, i)));
    }
    return sum;
  }

  /** Solves {@code Aᵀ x = b}: {@code Uᵀ Lᵀ P x = b}. */
  double[] solveTransposed(double[] b) {
    RealVector y = MatrixUtils.createRealVector(b);
    MatrixUtils.solveLowerTriangularSystem(lu.getU().transpose(), y);
    MatrixUtils.solveUpperTriangularSystem(lu.getL().transpose(), y);
    double[] x = new double[b.length];
    for (int i = 0; i < x.length; i++) {
      x[lu.getPivot()[i]] = y.getEntry(i);
    }
    return x;
  }
}
