package linalg;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.examples.linalg.Matrices;

/** Each rule of {@code Matrices} beside an algorithm that is differentiated as it stands. */
final class MatrixProgram {
  private MatrixProgram() {}

  /** By a rule. */
  @Differentiable
  static double[] solve(double[][] a, double[] b) {
    return Matrices.solve(a, b);
  }

  /** By elimination without pivots. */
  @Differentiable
  static double[] solveHere(double[][] a, double[] b) {
    int n = b.length;
    for (int k = 0; k < n; k++) {
      for (int i = k + 1; i < n; i++) {
        double f = a[i][k] / a[k][k];
        for (int j = k; j < n; j++) {
          a[i][j] -= f * a[k][j];
        }
        b[i] -= f * b[k];
      }
    }
    double[] x = new double[n];
    for (int i = n - 1; i >= 0; i--) {
      double s = b[i];
      for (int j = i + 1; j < n; j++) {
        s -= a[i][j] * x[j];
      }
      x[i] = s / a[i][i];
    }
    return x;
  }

  /** The matrix changes between two systems, and the solution between two uses. */
  @Differentiable
  static double[] solveTwice(double[][] a, double[] b) {
    double[] x = Matrices.solve(a, b);
    a[0][0] *= 1.5;
    x[0] += b[1];
    return Matrices.solve(a, x);
  }

  @Differentiable
  static double[][] inverse(double[][] a) {
    return Matrices.inverse(a);
  }

  @Differentiable
  static double determinant(double[][] a) {
    return Matrices.determinant(a);
  }

  @Differentiable
  static double logDeterminant(double[][] a) {
    return Matrices.logDeterminant(a);
  }

  /** A symmetric matrix {@code g gᵀ + 1}, so that every change of g is a symmetric one. */
  private static double[][] positive(double[][] g) {
    int n = g.length;
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double s = i == j ? 1 : 0;
        for (int k = 0; k < n; k++) {
          s += g[i][k] * g[j][k];
        }
        a[i][j] = s;
      }
    }
    return a;
  }

  @Differentiable
  static double[][] cholesky(double[][] g) {
    return Matrices.cholesky(positive(g));
  }

  @Differentiable
  static double[][] choleskyHere(double[][] g) {
    double[][] a = positive(g);
    int n = a.length;
    double[][] l = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double s = a[i][j];
        for (int k = 0; k < j; k++) {
          s -= l[i][k] * l[j][k];
        }
        l[i][j] = i == j ? Math.sqrt(s) : s / l[j][j];
      }
    }
    return l;
  }

  /** Rules in a loop. */
  @Differentiable
  static double iterated(double[][] a, double[] b, int n) {
    double[] x = b;
    double s = 0;
    for (int k = 0; k < n; k++) {
      x = Matrices.solve(a, x);
      s += Matrices.logDeterminant(a) * x[k];
      a[k][k] += x[0];
    }
    return s;
  }

  private static double[][] matrix() {
    return new double[][] {{2, 0.5, -1}, {0.25, 1.5, 0.75}, {-0.5, 1, 3}};
  }

  private static double[] vector() {
    return new double[] {1, -0.5, 2};
  }

  static Object[][] inputs_solve() {
    return new Object[][] {{matrix(), vector()}, {new double[][] {{0, 2}, {1, 1}}, new double[] {3, -1}}};
  }

  static Object[][] inputs_solveHere() {
    return new Object[][] {{matrix(), vector()}};
  }

  static Object[][] inputs_solveTwice() {
    return inputs_solveHere();
  }

  static Object[][] inputs_inverse() {
    return new Object[][] {{matrix()}};
  }

  static Object[][] inputs_determinant() {
    return new Object[][] {{matrix()}, {new double[][] {{0, 2}, {1, 1}}}};
  }

  static Object[][] inputs_logDeterminant() {
    return inputs_determinant();
  }

  static Object[][] inputs_cholesky() {
    return new Object[][] {{matrix()}};
  }

  static Object[][] inputs_choleskyHere() {
    return new Object[][] {{matrix()}};
  }

  static Object[][] inputs_iterated() {
    return new Object[][] {{matrix(), vector(), 3}};
  }
}
