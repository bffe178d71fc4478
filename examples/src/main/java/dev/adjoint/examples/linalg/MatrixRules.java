package dev.adjoint.examples.linalg;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.annotations.DerivativeOf.Mode;

/**
 * Derivatives of what LU factors give, which both modes use again: M. Giles, Collected matrix derivative results for forward and
 * reverse mode algorithmic differentiation, Advances in Automatic Differentiation, 2008, section 2.
 */
public final class MatrixRules {
  /** A solution, with the factors that gave it. */
  public record Solution(double[] value, LuFactors lu) {}

  /** An inverse. */
  public record Inverse(double[][] value) {}

  /** A determinant or its logarithm, with the inverse. */
  public record Determinant(double value, double[][] inverse) {}

  private MatrixRules() {}

  @DerivativeOf(type = Matrices.class, method = "solve", mode = Mode.FORWARD)
  public static Solution solve(double[][] a, double[] b) {
    var lu = new LuFactors(a);
    return new Solution(lu.solve(b), lu);
  }

  /** The adjoint of b is {@code A⁻ᵀ} times that of x, the adjoint of A is minus its outer product with x. */
  @DerivativeOf(type = Matrices.class, method = "solve")
  public static void solveVjp(Solution x, double[] seed, double[][] aAdjoint, double[] bAdjoint) {
    double[] lambda = x.lu.solveTransposed(seed);
    for (int i = 0; i < lambda.length; i++) {
      bAdjoint[i] += lambda[i];
      for (int j = 0; j < lambda.length; j++) {
        aAdjoint[i][j] -= lambda[i] * x.value[j];
      }
    }
  }

  @DerivativeOf(type = Matrices.class, method = "solve", mode = Mode.JVP)
  public static double[] solveJvp(Solution x, double[][] aTangent, double[] bTangent) {
    double[] right = Products.times(aTangent, x.value);
    for (int i = 0; i < right.length; i++) {
      right[i] = bTangent[i] - right[i];
    }
    return x.lu.solve(right);
  }

  @DerivativeOf(type = Matrices.class, method = "inverse", mode = Mode.FORWARD)
  public static Inverse inverse(double[][] a) {
    return new Inverse(Matrices.inverse(a));
  }

  /** {@code -Cᵀ C̄ Cᵀ}. */
  @DerivativeOf(type = Matrices.class, method = "inverse")
  public static void inverseVjp(Inverse c, double[][] seed, double[][] adjoint) {
    double[][] transposed = Products.transpose(c.value);
    Products.addTo(adjoint, -1, Products.times(transposed, Products.times(seed, transposed)));
  }

  @DerivativeOf(type = Matrices.class, method = "inverse", mode = Mode.JVP)
  public static double[][] inverseJvp(Inverse c, double[][] tangent) {
    double[][] result = new double[tangent.length][tangent.length];
    Products.addTo(result, -1, Products.times(c.value, Products.times(tangent, c.value)));
    return result;
  }

  @DerivativeOf(type = Matrices.class, method = "determinant", mode = Mode.FORWARD)
  public static Determinant determinant(double[][] a) {
    var lu = new LuFactors(a);
    return new Determinant(lu.determinant(), lu.inverse());
  }

  /** {@code det A} times {@code A⁻ᵀ}. */
  @DerivativeOf(type = Matrices.class, method = "determinant")
  public static void determinantVjp(Determinant d, double seed, double[][] adjoint) {
    Products.addTo(adjoint, seed * d.value, Products.transpose(d.inverse));
  }

  @DerivativeOf(type = Matrices.class, method = "logDeterminant", mode = Mode.FORWARD)
  public static Determinant logDeterminant(double[][] a) {
    var lu = new LuFactors(a);
    return new Determinant(lu.logDeterminant(), lu.inverse());
  }

  /** {@code A⁻ᵀ}. */
  @DerivativeOf(type = Matrices.class, method = "logDeterminant")
  public static void logDeterminantVjp(Determinant d, double seed, double[][] adjoint) {
    Products.addTo(adjoint, seed, Products.transpose(d.inverse));
  }
}
