package corpus;

import dev.adjoint.annotations.Differentiable;

/** Locals and parameters that hide fields, a nested class that hides its outer class' fields, same names in sibling blocks. */
final class ShadowedFields {
  static double x = 7;
  static final double y = 3;
  static double[] data = {1, 2, 3};

  @Differentiable
  static double value(double x, double[] data) {
    double s = x * y + ShadowedFields.x * x + ShadowedFields.data[1];
    {
      double y = x * data[0];
      s += y * ShadowedFields.y;
    }
    for (int i = 0; i < 2; i++) {
      double t = s * data[i];
      s += t;
    }
    for (int i = 1; i >= 0; i--) {
      double[] t = {s, data[i]};
      s -= t[1] * t[0] * 0.1;
    }
    if (s > 0) {
      double t = s;
      s = t * x;
    } else {
      int t = 3;
      s *= t;
    }
    return s + y;
  }

  static final class Hides {
    static double x = 11;
    static final double y = -2;

    @Differentiable
    static double inner(double z) {
      double x = z * Hides.x;
      return x * y + z * z * ShadowedFields.x * data[2];
    }

    static Object[][] inputs_inner() {
      return new Object[][] {{1.5}};
    }
  }

  static Object[][] inputs_value() {
    return new Object[][] {{1.5, new double[] {0.5, -2}}, {-1.5, new double[] {0.5, -2}}};
  }
}
