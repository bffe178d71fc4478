package corpus;

import dev.adjoint.annotations.Differentiable;

/** {@code f += d} computes in double, rounds to float, and has derivative 1. */
final class FloatCompound {
  @SuppressWarnings("lossy-conversions")
  @Differentiable
  static float accumulate(float f, double d) {
    f += d;
    f *= d * 0.5;
    f -= 0.125;
    f /= 1.5;
    return f;
  }

  @SuppressWarnings("lossy-conversions")
  @Differentiable
  static double intoFloatArray(double[] x) {
    float[] t = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      t[i] += x[i];
      t[i] *= x[i];
    }
    double s = 0;
    for (float v : t) {
      s += v;
    }
    return s;
  }

  static Object[][] inputs_accumulate() {
    return new Object[][] {{1.5f, 2.25}, {-3.0f, 0.75}};
  }

  static Object[][] inputs_intoFloatArray() {
    return new Object[][] {{new double[] {1.5, -0.25, 2}}};
  }
}
