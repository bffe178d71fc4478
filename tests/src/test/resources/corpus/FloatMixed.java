package corpus;

import dev.adjoint.annotations.Differentiable;

/** Casts between float and double in both directions; the rounding is the primal's, the derivative is 1. */
final class FloatMixed {
  @Differentiable
  static double roundTrip(double x) {
    return (double) (float) x * x + (float) (x * x);
  }

  @Differentiable
  static void scale(float[] x, double s) {
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (x[i] * s);
    }
  }

  @Differentiable
  static float[] toFloat(double[] x) {
    float[] y = new float[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) Math.sin(x[i]) * 2;
    }
    return y;
  }

  static Object[][] inputs_roundTrip() {
    return new Object[][] {{1.3}, {-2.7}};
  }

  static Object[][] inputs_scale() {
    return new Object[][] {{new float[] {1.5f, -2, 0.25f}, 1.75}};
  }

  static Object[][] inputs_toFloat() {
    return new Object[][] {{new double[] {0.3, -1.2, 2}}};
  }
}
