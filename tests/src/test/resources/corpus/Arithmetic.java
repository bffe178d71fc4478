package corpus;

import dev.adjoint.annotations.Differentiable;

/** The four operations, remainder, negation and parentheses. */
final class Arithmetic {
  @Differentiable
  static double quotient(double a, double b, double c) {
    return (a * b - c) / (a + b * c) - -a % (b + 0.25) + +c;
  }

  @Differentiable
  static double constantsOnBothSides(double x) {
    return 1 + x * 2 - 3 / x + x / 4 - (5 - x) * (x - 6) + 7 % x;
  }

  static Object[][] inputs_quotient() {
    return new Object[][] {{1.3, 0.7, 2.1}, {-2.2, 1.9, 0.4}, {3.1, -1.3, -0.6}};
  }

  static Object[][] inputs_constantsOnBothSides() {
    return new Object[][] {{1.7}, {-2.3}, {9.5}};
  }
}
