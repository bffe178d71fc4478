package corpus;

import dev.adjoint.annotations.Differentiable;

/** A method with many parameters of every kind in between. */
final class ManyParameters {
  @Differentiable
  static double value(double a, int i, double[] b, float c, boolean z, float[] d, long l, double[][] e, String s, double f, char ch) {
    double r = a * b[i] + c * d[0] * f;
    if (z) {
      r += e[0][1] * e[1][0] * l;
    }
    return r * s.length() + ch * f * a;
  }

  @Differentiable
  static void manyOutputs(double a, double[] p, float b, double[] q) {
    p[0] = a * b;
    p[1] = p[1] * b;
    q[0] += a * p[1];
    p[0] += q[0] * q[0];
  }

  static Object[][] inputs_value() {
    return new Object[][] {
      {1.5, 1, new double[] {1, 2}, 0.5f, true, new float[] {2, 3}, 4L, new double[][] {{1, 2}, {3, 4}}, "ab", 0.25, 'b'}
    };
  }

  static Object[][] inputs_manyOutputs() {
    return new Object[][] {{1.5, new double[] {1, 2}, 0.5f, new double[] {2, 3}}};
  }
}
