package corpus;

import dev.adjoint.annotations.Differentiable;

/** Do-while loops: the body runs once before the condition, continue goes to the condition. */
final class DoWhile {
  @Differentiable
  static double growing(double x) {
    double t = x;
    int k = 0;
    do {
      t = t * t + x;
      k++;
    } while (t < 50 && k < 6);
    return t * k;
  }

  @Differentiable
  static double withContinue(double x, double y) {
    double s = 0;
    int k = 0;
    do {
      k++;
      if (k % 2 == 0) {
        continue;
      }
      s += x * k;
      if (s > 8) {
        break;
      }
      s *= y;
    } while (k < 7);
    return s * s;
  }

  @Differentiable
  static double effectInCondition(double x) {
    double t = x;
    int n = 5;
    do {
      t = t + Math.sin(t);
    } while (--n > 0 && (t *= 1.1) < 4);
    return t * x;
  }

  static Object[][] inputs_growing() {
    return new Object[][] {{1.5}, {0.2}, {9.0}};
  }

  static Object[][] inputs_withContinue() {
    return new Object[][] {{1.5, 0.7}, {0.3, -1.2}, {10.0, 2.0}};
  }

  static Object[][] inputs_effectInCondition() {
    return new Object[][] {{0.5}, {2.0}, {-0.7}};
  }
}
