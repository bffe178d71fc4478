package corpus;

import dev.adjoint.annotations.Differentiable;

/** Found by random programs: a copy's adjoint borrows a temporary inside a loop that pops from the tape. */
final class CopyInUnknownLoop {
  @Differentiable
  static double value(double[] p, double[] q, int n) {
    while (n-- > 0) {
      System.arraycopy(p, 0, q, 1, 3);
      p[1] *= q[2];
    }
    return p[0] * q[2] * p[1];
  }

  static Object[][] inputs_value() {
    return new Object[][] {{new double[] {0.5, 1.5, 2}, new double[] {1, 2, 3, 4}, 2}, {new double[] {0.5, 1.5, 2}, new double[] {1, 2, 3, 4}, 0}};
  }
}
