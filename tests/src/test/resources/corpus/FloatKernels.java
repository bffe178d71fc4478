package corpus;

import dev.adjoint.annotations.Differentiable;

/** Kernels in float: a stencil in place, a matrix of floats, a double accumulator over floats. */
final class FloatKernels {
  @Differentiable
  static float stencil(float[] x) {
    for (int i = 1; i + 1 < x.length; i++) {
      x[i] = 0.5f * x[i] + 0.25f * (x[i - 1] + x[i + 1]);
    }
    return x[1] * x[x.length - 2];
  }

  @Differentiable
  static double frobenius(float[][] m, double w) {
    double s = 0;
    for (float[] row : m) {
      for (float v : row) {
        s += (double) v * v * w;
      }
    }
    return Math.sqrt(s);
  }

  private static float twice(float x) {
    return 2 * x;
  }

  @Differentiable
  static float helpers(float x, float[] y) {
    float t = twice(x) * y[0];
    y[1] += t;
    y[0] = (float) Math.exp(-y[1]);
    return y[0] * t + twice(y[1]);
  }

  static Object[][] inputs_stencil() {
    return new Object[][] {{new float[] {1, 2, -3, 4}}};
  }

  static Object[][] inputs_frobenius() {
    return new Object[][] {{new float[][] {{1, 2}, {-3, 4}}, 0.5}};
  }

  static Object[][] inputs_helpers() {
    return new Object[][] {{0.5f, new float[] {1.5f, 0.25f}}};
  }
}
