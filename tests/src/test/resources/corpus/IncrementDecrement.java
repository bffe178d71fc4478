package corpus;

import dev.adjoint.annotations.Differentiable;

/** Prefix and postfix increments of active doubles, of elements, and of inactive counters. */
final class IncrementDecrement {
  @Differentiable
  static double active(double x) {
    double a = x++ * x;
    double b = ++x - a--;
    double c = --b * x--;
    return a + b * c + x;
  }

  @Differentiable
  static double elements(double[] x) {
    int i = 0;
    double s = x[i++]++ * x[i];
    s -= --x[i] * ++x[0];
    short h = 3;
    h++;
    byte b = 127;
    b++;
    char c = 'a';
    c--;
    long l = 5;
    --l;
    return s + x[0] * x[1] * h + b * x[0] + c + l * x[1];
  }

  static Object[][] inputs_active() {
    return new Object[][] {{1.5}, {-0.3}};
  }

  static Object[][] inputs_elements() {
    return new Object[][] {{new double[] {0.4, 1.9}}};
  }
}
