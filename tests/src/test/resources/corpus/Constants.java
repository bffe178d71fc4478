package corpus;

import dev.adjoint.annotations.Differentiable;

/** Static finals of several kinds, of other classes, enum state and switch constants are not differentiated. */
final class Constants {
  static final double[] TABLE = {0.5, 1.5, 2.5};
  static final double RATE = Math.log(2) / 3;
  static double offset = 0.75;
  static final Integer BOXED = 4;

  static double offset() {
    return offset;
  }

  @Differentiable
  static double value(double[] x) {
    double s = offset() + offset;
    for (int i = 0; i < x.length; i++) {
      s += TABLE[i % TABLE.length] * x[i] * RATE + Constants.TABLE[0] * x[i] * x[i];
    }
    return s + Integer.MAX_VALUE * 1e-10 * x[0] + Double.MIN_VALUE + BOXED * x[0] + Literals.THREE * x[0];
  }

  static Object[][] inputs_value() {
    return new Object[][] {{new double[] {1, -2, 3, 0.5}}};
  }
}
