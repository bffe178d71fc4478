package corpus;

import dev.adjoint.annotations.Differentiable;

/** Methods that return arrays: rank one, rank two, early, from helpers. */
final class ArrayResults {
  @Differentiable
  static double[] polar(double r, double phi) {
    return new double[] {r * Math.cos(phi), r * Math.sin(phi)};
  }

  @Differentiable
  static double[][] outer(double[] a, double[] b) {
    double[][] m = new double[a.length][b.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        m[i][j] = a[i] * b[j];
      }
    }
    return m;
  }

  @Differentiable
  static double[] early(double[] x) {
    if (x.length < 2) {
      return new double[] {x[0] * x[0]};
    }
    double[] y = scaled(x, x[0]);
    if (y[1] > 0) {
      return y;
    }
    return scaled(y, y[1]);
  }

  private static double[] scaled(double[] x, double s) {
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = x[i] * s;
    }
    return y;
  }

  @Differentiable
  static double usesThem(double x, double y) {
    double[] p = polar(x, y);
    double[][] m = outer(p, new double[] {x, 1, y});
    p[0] = m[1][0] * m[0][2];
    m[1][0] = p[0] * scaled(m[0], y)[1];
    return m[1][0] + p[0];
  }

  static Object[][] inputs_polar() {
    return new Object[][] {{2.0, 0.7}};
  }

  static Object[][] inputs_outer() {
    return new Object[][] {{new double[] {1, 2}, new double[] {3, 4, -5}}};
  }

  static Object[][] inputs_early() {
    return new Object[][] {{new double[] {1.5}}, {new double[] {1.5, 2, 3}}, {new double[] {1.5, -2, 3}}};
  }

  static Object[][] inputs_usesThem() {
    return new Object[][] {{1.5, 0.4}};
  }
}
