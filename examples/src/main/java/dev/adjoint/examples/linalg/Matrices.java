package dev.adjoint.examples.linalg;

import dev.adjoint.annotations.DerivativeRules;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;

/** Hipparchus' decompositions on arrays, with their derivatives. Matrices are square, of shape n by n. */
@DerivativeRules({MatrixRules.class, CholeskyRules.class})
public final class Matrices {
  private Matrices() {}

  /**
   * Solves a linear system.
   *
   * @param a the matrix
   * @param b the right-hand side, n numbers
   * @return {@code x} with {@code a x = b}
   * @throws org.hipparchus.exception.MathIllegalArgumentException if the matrix is singular
   */
  public static double[] solve(double[][] a, double[] b) {
    return new LuFactors(a).solve(b);
  }

  /**
   * Inverts a matrix.
   *
   * @param a the matrix
   * @return its inverse
   * @throws org.hipparchus.exception.MathIllegalArgumentException if the matrix is singular
   */
  public static double[][] inverse(double[][] a) {
    return new LuFactors(a).inverse();
  }

  /**
   * The determinant.
   *
   * @param a the matrix; its derivative exists here only where it is not singular
   * @return the determinant
   */
  public static double determinant(double[][] a) {
    return new LuFactors(a).determinant();
  }

  /**
   * The logarithm of the determinant's absolute value, which does not overflow where the determinant does.
   *
   * @param a the matrix
   * @return {@code log |det a|}
   */
  public static double logDeterminant(double[][] a) {
    return new LuFactors(a).logDeterminant();
  }

  /**
   * Cholesky's factor of a symmetric positive definite matrix. Its adjoint is symmetric: it says what a symmetric change of the
   * matrix does.
   *
   * @param a the matrix
   * @return the lower triangular matrix l with {@code l lᵀ = a}
   * @throws org.hipparchus.exception.MathIllegalArgumentException if the matrix is not symmetric or not positive definite
   */
  public static double[][] cholesky(double[][] a) {
    return new CholeskyDecomposition(MatrixUtils.createRealMatrix(a)).getL().getData();
  }
}
