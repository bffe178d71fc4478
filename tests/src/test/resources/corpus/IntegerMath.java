package corpus;

import dev.adjoint.annotations.Differentiable;

/** Integer and inactive uses of Math's methods inside active expressions. */
final class IntegerMath {
  @Differentiable
  static double value(double[] x, int n, long l) {
    int m = Math.floorMod(n, x.length);
    double s = x[m] * Math.abs(n) + x[Math.max(m, 1)] * Math.min(l, 5L) + Math.floorDiv(n, 2) * x[0];
    s += Math.sqrt(n * n) * x[0] + Math.addExact(n, 1) * x[1] + Math.floor(2.7) * x[1] + (int) Math.ceil(1.2) * x[0];
    s *= Math.getExponent(8.0) + Math.ulp(1.0) + Integer.compare(n, m) + Double.compare(x[0], x[1]) + Math.signum(-3.0);
    if (Double.isNaN(x[0]) || Double.isInfinite(s)) {
      return 0;
    }
    if (x[0] > 0 && Math.floor(x[0]) > 0) {
      s *= Math.toIntExact(l);
    }
    return s;
  }

  static Object[][] inputs_value() {
    return new Object[][] {{new double[] {1.3, 0.7, 2}, -5, 4L}, {new double[] {-1.3, 0.7, 2}, 7, 9L}};
  }
}
