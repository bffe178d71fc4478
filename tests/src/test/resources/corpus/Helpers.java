package corpus;

import dev.adjoint.annotations.Differentiable;

/** Private, void, overloaded and nested helper calls with values and arrays. */
final class Helpers {
  private static double square(double x) {
    return x * x;
  }

  private static double square(double x, double y) {
    return square(x) * square(y);
  }

  private static double square(double[] x) {
    double s = 0;
    for (double v : x) {
      s += square(v);
    }
    return s;
  }

  static float square(float x) {
    return x * x * x;
  }

  private static int square(int n) {
    return n * n;
  }

  @Differentiable
  static double overloads(double x, double[] a) {
    return square(x) + square(x, a[0]) * square(a) + square(square(3)) * x + square((float) 2) * square(square(x));
  }

  private static void addScaled(double[] target, double[] source, double factor) {
    for (int i = 0; i < target.length; i++) {
      target[i] += factor * source[i];
    }
  }

  private static void normalise(double[] x) {
    double n = 1 + square(x);
    for (int i = 0; i < x.length; i++) {
      x[i] /= n;
    }
  }

  @Differentiable
  static double voids(double[] x, double[] y) {
    double[] t = new double[x.length];
    addScaled(t, x, y[0]);
    addScaled(t, y, 0.5);
    normalise(t);
    addScaled(x, t, x[0]);
    normalise(x);
    return x[0] * t[1] + x[1];
  }

  static Object[][] inputs_overloads() {
    return new Object[][] {{1.5, new double[] {0.5, -0.7}}};
  }

  static Object[][] inputs_voids() {
    return new Object[][] {{new double[] {1.5, -2}, new double[] {0.5, 3}}};
  }
}
