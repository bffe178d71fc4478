package corpus;

import dev.adjoint.annotations.Differentiable;

/** Parameters that are overwritten: the derivative is with respect to what came in. */
final class InPlaceParameters {
  @Differentiable
  static double scalarReassigned(double x, double y) {
    x = x * y;
    y = x + y;
    x = Math.sin(x) * y;
    return x * y;
  }

  @Differentiable
  static double arrayOverwritten(double[] x) {
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      x[i] = x[i] * x[i] + s;
      s += x[i];
    }
    x[0] = 0;
    return s * x[x.length - 1] + x[0];
  }

  @Differentiable
  static void squares(double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] *= x[i];
    }
  }

  @Differentiable
  static void prefix(double[] x, double[] out, double scale) {
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      s += x[i] * scale;
      out[i] = s * s;
    }
    out[0] += x[1];
  }

  @Differentiable
  static double[] returnsItsParameter(double[] x, double a) {
    x[0] *= a;
    x[1] += x[0] * x[1];
    return x;
  }

  static Object[][] inputs_scalarReassigned() {
    return new Object[][] {{1.5, 0.5}, {-0.7, 2.0}};
  }

  static Object[][] inputs_arrayOverwritten() {
    return new Object[][] {{new double[] {1, 0.5, -0.25}}, {new double[] {2}}};
  }

  static Object[][] inputs_squares() {
    return new Object[][] {{new double[] {1, 0.5, -0.25}}, {new double[] {}}};
  }

  static Object[][] inputs_prefix() {
    return new Object[][] {{new double[] {1, 0.5, -0.25}, new double[] {9, 8, 7, 6}, 1.5}};
  }

  static Object[][] inputs_returnsItsParameter() {
    return new Object[][] {{new double[] {1.5, 0.5}, 2.5}};
  }
}
