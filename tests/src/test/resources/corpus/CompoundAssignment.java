package corpus;

import dev.adjoint.annotations.Differentiable;

/** Every compound assignment on active doubles, array elements and integers. */
final class CompoundAssignment {
  @Differentiable
  static double locals(double x, double y) {
    double t = x;
    t += y;
    t -= x * y;
    t *= t;
    t /= 1 + y * y;
    t %= 3.0;
    return t;
  }

  @Differentiable
  static double elements(double[] a, int[] n) {
    int k = n[0];
    k <<= 1;
    k |= 1;
    k ^= 2;
    k &= 3;
    k >>= 1;
    k >>>= 0;
    a[k] += a[0] * a[2];
    a[k] -= 0.5 * a[k];
    a[k] *= a[k];
    a[k] /= a[2];
    n[0] += 1;
    return a[k] * n[0] + a[0];
  }

  static Object[][] inputs_locals() {
    return new Object[][] {{1.3, 0.4}, {-0.6, 1.1}};
  }

  static Object[][] inputs_elements() {
    return new Object[][] {{new double[] {1.2, -0.7, 2.4}, new int[] {1}}, {new double[] {0.2, 1.7, -1.4}, new int[] {2}}};
  }
}
