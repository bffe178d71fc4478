package dev.adjoint.examples.linalg;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.annotations.DerivativeOf.Mode;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealVector;

/**
 * Derivatives of Cholesky's factorisation, from the factor itself: I. Murray, Differentiation of the Cholesky decomposition,
 * arXiv:1602.07527, equations 8 and 10. {@code Φ} takes the lower triangle and halves its diagonal.
 */
public final class CholeskyRules {
  /** The factor. */
  public record Factor(double[][] value) {}

  private CholeskyRules() {}

  @DerivativeOf(type = Matrices.class, method = "cholesky", mode = Mode.FORWARD)
  public static Factor cholesky(double[][] a) {
    return new Factor(Matrices.cholesky(a));
  }

  /** The symmetric part of {@code L⁻ᵀ Φ(Lᵀ L̄) L⁻¹}. */
  @DerivativeOf(type = Matrices.class, method = "cholesky")
  public static void choleskyVjp(Factor l, double[][] seed, double[][] adjoint) {
    double[][] upper = Products.transpose(l.value);
    double[][] p = phi(Products.times(upper, lower(seed)));
    double[][] left = backward(upper, p);
    double[][] s = backward(upper, Products.transpose(left));
    Products.addTo(adjoint, 0.5, s);
    Products.addTo(adjoint, 0.5, Products.transpose(s));
  }

  /** {@code L Φ(L⁻¹ Ȧ L⁻ᵀ)}. */
  @DerivativeOf(type = Matrices.class, method = "cholesky", mode = Mode.JVP)
  public static double[][] choleskyJvp(Factor l, double[][] tangent) {
    double[][] left = forward(l.value, tangent);
    double[][] both = forward(l.value, Products.transpose(left));
    return Products.times(l.value, phi(both));
  }

  private static double[][] lower(double[][] a) {
    double[][] part = new double[a.length][a.length];
    for (int i = 0; i < a.length; i++) {
      System.arraycopy(a[i], 0, part[i], 0, i + 1);
    }
    return part;
  }

  private static double[][] phi(double[][] a) {
    double[][] part = lower(a);
    for (int i = 0; i < a.length; i++) {
      part[i][i] *= 0.5;
    }
    return part;
  }

  private static double[][] forward(double[][] l, double[][] b) {
    double[][] columns = Products.transpose(b);
    for (int j = 0; j < columns.length; j++) {
      RealVector x = MatrixUtils.createRealVector(columns[j]);
      MatrixUtils.solveLowerTriangularSystem(MatrixUtils.createRealMatrix(l), x);
      columns[j] = x.toArray();
    }
    return Products.transpose(columns);
  }

  private static double[][] backward(double[][] upper, double[][] b) {
    double[][] columns = Products.transpose(b);
    for (int j = 0; j < columns.length; j++) {
      RealVector x = MatrixUtils.createRealVector(columns[j]);
      MatrixUtils.solveUpperTriangularSystem(MatrixUtils.createRealMatrix(upper), x);
      columns[j] = x.toArray();
    }
    return Products.transpose(columns);
  }
}
