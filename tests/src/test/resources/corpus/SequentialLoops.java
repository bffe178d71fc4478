package corpus;

import dev.adjoint.annotations.Differentiable;

/** Several loops over one variable: the reverse sweep must take each loop's own values. */
final class SequentialLoops {
  @Differentiable
  static double reused(double x, double y) {
    double t = x;
    for (int i = 0; i < 3; i++) {
      t = t * y + x;
    }
    double u = t;
    for (int i = 0; i < 2; i++) {
      t = Math.sin(t) * u;
      u = u + t;
    }
    double v = t * u;
    while (v > 1) {
      v = v / (1 + y * y);
      t *= v;
    }
    return t + u * v;
  }

  @Differentiable
  static double swapInLoop(double a, double b, int n) {
    for (int i = 0; i < n; i++) {
      double t = a;
      a = b * t;
      b = t - b * 0.5;
    }
    return a * b;
  }

  @Differentiable
  static double fibonacci(double x, double y) {
    double previous = x, current = y;
    for (int k = 0; k < 7; k++) {
      double next = previous * 0.5 + current * previous * 0.1;
      previous = current;
      current = next;
    }
    return current;
  }

  static Object[][] inputs_reused() {
    return new Object[][] {{1.2, 0.8}, {-0.4, 1.5}};
  }

  static Object[][] inputs_swapInLoop() {
    return new Object[][] {{1.2, 0.8, 4}, {1.2, 0.8, 0}};
  }

  static Object[][] inputs_fibonacci() {
    return new Object[][] {{1.2, 0.8}};
  }
}
