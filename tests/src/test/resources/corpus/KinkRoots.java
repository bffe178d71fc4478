package corpus;

import dev.adjoint.annotations.Differentiable;

/** Singular points of roots, norms and logarithms: infinite for a non-zero seed, exactly zero for a zero seed. */
final class KinkRoots {
  @Differentiable
  static double root(double x) {
    return Math.sqrt(x);
  }

  @Differentiable
  static double cubeRoot(double x) {
    return Math.cbrt(x);
  }

  @Differentiable
  static double hypotenuse(double x, double y) {
    return Math.hypot(x, y);
  }

  @Differentiable
  static double logarithm(double x) {
    return Math.log(x);
  }

  @Differentiable
  static double reciprocal(double x) {
    return 1 / x;
  }

  @Differentiable
  static double arcs(double x, double y) {
    return Math.asin(x) + Math.acos(y);
  }

  @Differentiable
  static double guardedNorm(double[] x) {
    double s = x[0] * x[0] + x[1] * x[1];
    double n = Math.sqrt(s);
    return n > 0 ? n : 0 * x[0];
  }

  static Object[][] kinks_root() {
    return new Object[][] {
      {new Object[] {0.0}, 1.0, new double[] {Double.POSITIVE_INFINITY}}, {new Object[] {0.0}, 0.0, new double[] {0}},
      {new Object[] {-0.0}, 1.0, new double[] {Double.POSITIVE_INFINITY}}, {new Object[] {4.0}, 1.0, new double[] {0.25}}
    };
  }

  static Object[][] kinks_cubeRoot() {
    return new Object[][] {{new Object[] {0.0}, 1.0, new double[] {Double.POSITIVE_INFINITY}}, {new Object[] {0.0}, 0.0, new double[] {0}}};
  }

  static Object[][] kinks_hypotenuse() {
    return new Object[][] {{new Object[] {0.0, 0.0}, 1.0, new double[] {0, 0}}, {new Object[] {3.0, 4.0}, 1.0, new double[] {0.6, 0.8}}};
  }

  static Object[][] kinks_logarithm() {
    return new Object[][] {{new Object[] {0.0}, 1.0, new double[] {Double.POSITIVE_INFINITY}}, {new Object[] {0.0}, 0.0, new double[] {0}}};
  }

  static Object[][] kinks_reciprocal() {
    return new Object[][] {{new Object[] {0.0}, 1.0, new double[] {Double.NEGATIVE_INFINITY}}, {new Object[] {0.0}, 0.0, new double[] {0}}};
  }

  static Object[][] kinks_arcs() {
    return new Object[][] {
      {new Object[] {1.0, 1.0}, 1.0, new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}},
      {new Object[] {1.0, 1.0}, 0.0, new double[] {0, 0}}
    };
  }

  static Object[][] kinks_guardedNorm() {
    return new Object[][] {{new Object[] {new double[] {0, 0}}, 1.0, new double[] {0, 0}}, {new Object[] {new double[] {3, 4}}, 1.0, new double[] {0.6, 0.8}}};
  }
}
