package corpus;

import dev.adjoint.annotations.Differentiable;

/** {@code &&} and {@code ||} whose right sides have effects, next to {@code &} and {@code |} that always evaluate. */
final class ShortCircuit {
  @Differentiable
  static double effects(double x, double y) {
    double t = x;
    int calls = 0;
    if (x > 0 && (t *= y) > 1 && calls++ >= 0) {
      t += x * x;
    }
    if (y > 0 || (t = t * 3) < 0 || ++calls > 1) {
      t -= y;
    }
    return t + calls * x;
  }

  @Differentiable
  static double eager(double x, double y) {
    double t = x;
    boolean b = x > 0 & (t *= 2) > y | (t += y) < 0 ^ y > 2;
    boolean c = !b && x < y || !(x <= y) && b;
    b &= c;
    c |= t > 1;
    b ^= x > 0.5;
    return (b ? t * x : t - y) + (c ? x : y * y);
  }

  @Differentiable
  static double guardsAnIndex(double[] a, int n) {
    int i = 0;
    double s = 0;
    while (i < a.length && a[i] > -10 && (s += a[i] * a[i]) < 50) {
      i++;
    }
    return s * (i + n);
  }

  static Object[][] inputs_effects() {
    return new Object[][] {{0.5, 3.0}, {0.5, 1.0}, {-1.5, -2.0}, {-1.5, 2.0}, {2.0, -0.5}};
  }

  static Object[][] inputs_eager() {
    return new Object[][] {{0.7, 1.0}, {-0.7, 0.3}, {1.5, -2.0}, {0.2, 2.5}};
  }

  static Object[][] inputs_guardsAnIndex() {
    return new Object[][] {{new double[] {1, 2, 3}, 1}, {new double[] {4, 5, 6, 7}, 2}, {new double[] {1, -20, 3}, 1}};
  }
}
