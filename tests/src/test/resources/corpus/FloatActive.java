package corpus;

import dev.adjoint.annotations.Differentiable;

/** Float parameters, results and locals; the adjoint is a float at the interface. */
final class FloatActive {
  @Differentiable
  static float poly(float x, float y) {
    float s = x * x + 3 * y;
    s = s * y - x / (2 + y * y);
    return s;
  }

  @Differentiable
  static float dot(float[] a, float[] b) {
    float s = 0;
    for (int i = 0; i < a.length; i++) {
      s += a[i] * b[i];
    }
    return s;
  }

  @Differentiable
  static double widened(float x, double y) {
    double d = x;
    float f = (float) (d * y);
    return f * x + y;
  }

  static Object[][] inputs_poly() {
    return new Object[][] {{1.5f, 0.75f}, {-0.5f, 2.25f}};
  }

  static Object[][] inputs_dot() {
    return new Object[][] {{new float[] {1, 2.5f, -3}, new float[] {0.5f, 4, 1.25f}}, {new float[0], new float[0]}};
  }

  static Object[][] inputs_widened() {
    return new Object[][] {{1.5f, 2.25}, {-0.75f, 0.5}};
  }
}
