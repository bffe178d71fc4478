package corpus;

import dev.adjoint.annotations.Differentiable;

/** Five levels of control flow with a value defined at each and used at another. */
final class DeepNesting {
  @Differentiable
  static double value(double[] x, int n) {
    double s = 0;
    double outer = x[0];
    for (int i = 0; i < n; i++) {
      double a = outer * x[i % x.length];
      int j = 0;
      while (j < i) {
        double b = a + j * outer;
        if (b > 0.5) {
          for (int k = 0; k <= j; k++) {
            double c = Math.cos(b * k);
            do {
              c = c * 0.5 + a * 0.1;
              s += c * b;
            } while (c > 0.4);
            if (s > 15) {
              s -= a;
              break;
            }
            b += c * 0.01;
          }
          outer += 0.1 * b;
        } else {
          switch (j) {
            case 0 -> outer -= 0.05 * b;
            default -> s += b * outer;
          }
        }
        j++;
      }
      s += a;
    }
    return s * outer;
  }

  static Object[][] inputs_value() {
    return new Object[][] {{new double[] {0.7, 1.3, -0.4}, 5}, {new double[] {-0.7, 0.3}, 3}, {new double[] {1}, 0}};
  }
}
