package corpus;

import dev.adjoint.annotations.Differentiable;

/** Found by random programs: values popped from one stack in the order in which an expression uses them. */
final class TapeOrder {
  @Differentiable
  static double value(double x, double y, double[] b, int n) {
    int outer = 3;
    double v = 1;
    do {
      v = Math.tanh(x);
      int k = n;
      while (k-- > 0) {
        y = x > -0.4784 ? v * 0.1 : 0.5;
        x = y * b[1];
      }
    } while (outer-- > 0);
    return b[0] * v + x;
  }

  static Object[][] inputs_value() {
    return new Object[][] {{-1.45, 0.45, new double[] {0.9, 0.8}, 2}, {1.2, 0.45, new double[] {0.9, 0.8}, 1}};
  }
}
