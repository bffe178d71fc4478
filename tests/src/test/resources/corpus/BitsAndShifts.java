package corpus;

import dev.adjoint.annotations.Differentiable;

/** Integer operators of all kinds, in int and long, steer indices beside active arithmetic. */
final class BitsAndShifts {
  @Differentiable
  static double hashed(double[] x, int seed) {
    int state = seed;
    double s = 0;
    for (int i = 0; i < 6; i++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      int at = (state & 0x7fffffff) % x.length;
      s = s * 0.5 + x[at] * ((state >> 3 & 7) - 3);
      x[at] *= (~state & 1) == 0 ? 0.9 : 1.1;
    }
    long mixed = (long) state * 0x9E3779B97F4A7C15L >>> 60;
    return s * (mixed + 1) + x[(int) (mixed % x.length)] * (byte) state * (short) seed + (char) 65 * x[0] + (int) 3.9 * x[0] + (float) 0.1 * x[0];
  }

  static Object[][] inputs_hashed() {
    return new Object[][] {{new double[] {0.5, 1.5, -0.75}, 12345}, {new double[] {0.5, 1.5, -0.75, 2}, -98765}};
  }
}
