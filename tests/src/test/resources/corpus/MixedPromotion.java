package corpus;

import dev.adjoint.annotations.Differentiable;

/** Java's binary numeric promotion with every primitive type beside an active double. */
final class MixedPromotion {
  @Differentiable
  static double mix(double x, byte b, short s, char c, int n, long l, float f) {
    double r = n / 2 * x;
    r += b * s + x * c;
    r -= l % 3 * x;
    r *= 1 + f * 0.5f;
    r += (n >> 1) * x + (l >>> 2) / 4 - (b & s) * x + (n | 3) * 0.125 + (n ^ 5) * x + ~n;
    return r + (c > 'a' ? x * x : x) + 'b' * x;
  }

  @Differentiable
  static double integerDivisionFirst(double x, int n) {
    return n / 2 * x + x * (n % 3) + 7 / 2 + (double) n / 2 * x;
  }

  static Object[][] inputs_mix() {
    return new Object[][] {
      {1.5, (byte) 3, (short) -7, 'c', 9, 11L, 0.25f}, {-0.8, (byte) -3, (short) 5, 'a', -4, -11L, 1.5f}
    };
  }

  static Object[][] inputs_integerDivisionFirst() {
    return new Object[][] {{1.25, 5}, {2.5, -7}, {-3.5, 4}};
  }
}
