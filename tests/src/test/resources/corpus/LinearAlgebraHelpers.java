package corpus;

import dev.adjoint.annotations.Differentiable;

/** Vector helpers that return fresh arrays, composed deeply: Gram-Schmidt and conjugate gradients. */
final class LinearAlgebraHelpers {
  private static double dot(double[] a, double[] b) {
    double s = 0;
    for (int i = 0; i < a.length; i++) {
      s += a[i] * b[i];
    }
    return s;
  }

  private static double[] axpy(double a, double[] x, double[] y) {
    double[] r = y.clone();
    for (int i = 0; i < r.length; i++) {
      r[i] += a * x[i];
    }
    return r;
  }

  private static double[] times(double[][] m, double[] x) {
    double[] r = new double[m.length];
    for (int i = 0; i < m.length; i++) {
      r[i] = dot(m[i], x);
    }
    return r;
  }

  @Differentiable
  static double[] conjugateGradients(double[][] m, double[] b) {
    double[] x = new double[b.length];
    double[] r = axpy(-1, times(m, x), b);
    double[] p = r;
    double rr = dot(r, r);
    for (int k = 0; k < 2; k++) {
      double[] mp = times(m, p);
      double alpha = rr / dot(p, mp);
      x = axpy(alpha, p, x);
      r = axpy(-alpha, mp, r);
      double old = rr;
      rr = dot(r, r);
      p = axpy(rr / old, p, r);
    }
    return x;
  }

  @Differentiable
  static double gramSchmidt(double[][] v) {
    double volume = 1;
    for (int i = 0; i < v.length; i++) {
      for (int j = 0; j < i; j++) {
        v[i] = axpy(-dot(v[i], v[j]), v[j], v[i]);
      }
      double n = Math.sqrt(dot(v[i], v[i]));
      volume *= n;
      for (int k = 0; k < v[i].length; k++) {
        v[i][k] /= n;
      }
    }
    return volume;
  }

  static Object[][] inputs_conjugateGradients() {
    return new Object[][] {{new double[][] {{4, 1, 0}, {1, 3, -1}, {0, -1, 2}}, new double[] {1, 2, -0.5}}};
  }

  static Object[][] inputs_gramSchmidt() {
    return new Object[][] {{new double[][] {{1, 2, 0.5}, {0.5, -1, 1}, {2, 0.3, -1}}}};
  }
}
