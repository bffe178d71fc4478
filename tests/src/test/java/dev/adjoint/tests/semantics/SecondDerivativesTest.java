package dev.adjoint.tests.semantics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Second derivatives at kinks, at singular points, and where a first derivative is cut or happens to be zero. */
class SecondDerivativesTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  private static Program unary(String expression) {
    return Program.compile("@Differentiable(order = 2) static double f(double x) { return " + expression + "; }");
  }

  private static Program binary(String expression) {
    return Program.compile("@Differentiable(order = 2) static double f(double x, double y) { return " + expression + "; }");
  }

  /** Compares the rows of the Hessian at a point. */
  private static void check(Program p, List<Double> point, double[]... rows) {
    double[][] hessian = (double[][]) p.derivative("fHessian", point.toArray());
    assertEquals(rows.length, hessian.length);
    for (int i = 0; i < rows.length; i++) {
      assertArrayEquals(rows[i], hessian[i], "row " + i);
    }
  }

  private static double[] row(double... entries) {
    return entries;
  }

  @Test
  void anAdjointThatHappensToBeZeroHasADerivative() {
    check(binary("y * Math.sqrt(x)"), List.of(4.0, 0.0), row(0, 0.25), row(0.25, 0));
    check(binary("x * y * y / (1 + y)"), List.of(1.0, 0.0), row(0, 0), row(0, 2));
  }

  @Test
  void aZeroTangentGivesAZeroProductAtASingularPoint() {
    Program p = binary("y * Math.sqrt(x)");
    Object product = p.derivative("fHvp", 0.0, 3.0, 0.0, 0.0);
    assertEquals(0.0, Program.component(product, "xHvp"));
    assertEquals(0.0, Program.component(product, "yHvp"));
    assertEquals(INF, Program.component(p.derivative("fHvp", 0.0, 3.0, 0.0, 1.0), "xHvp"));
  }

  @Test
  void kinksHaveTheSecondDerivativeOfTheBranchThatTheFirstOneTook() {
    check(unary("Math.abs(x) * x"), List.of(0.0), row(0));
    check(binary("Math.max(x * x, y * y)"), List.of(2.0, 2.0), row(2, 0), row(0, 0));
    check(binary("Math.hypot(x, y) * Math.hypot(x, y)"), List.of(0.0, 0.0), row(0, 0), row(0, 0));
  }

  @Test
  void aBranchOfTheUsersIsDifferentiatedAsItStands() {
    check(unary("x == 0 ? 0 : x * x"), List.of(0.0), row(0));
    check(unary("x == 0 ? 0 : x * x"), List.of(1.0), row(2));
  }

  @Test
  void powHasMixedDerivativesWhereOneFactorIsZero() {
    Program p = binary("Math.pow(x, y)");
    check(p, List.of(2.0, 0.0), row(0, 0.5), row(0.5, Math.log(2) * Math.log(2)));
    check(p, List.of(0.0, 2.0), row(2, 0), row(0, 0));
    check(p, List.of(0.0, 3.5), row(0, 0), row(0, 0));
    check(p, List.of(0.0, 1.0), row(0, NAN), row(NAN, 0));
    check(p, List.of(0.0, 0.0), row(0, NAN), row(NAN, NAN));
  }

  @Test
  void aConstantExponentHasNoMixedDerivative() {
    check(unary("Math.pow(x, 2)"), List.of(0.0), row(2));
    check(unary("Math.pow(x, 1)"), List.of(0.0), row(0));
    check(unary("Math.pow(x, 3)"), List.of(-2.0), row(-12));
    check(unary("Math.pow(x, 1.5)"), List.of(0.0), row(INF));
  }

  @Test
  void whatIsDetachedStaysDetachedInTheGradient() {
    check(unary("x * Adjoint.detach(x)"), List.of(3.0), row(0));
    check(unary("x * x * Adjoint.detach(x)"), List.of(3.0), row(6));
  }

  @Test
  void whatHasNoFirstDerivativeHasNoSecondOne() {
    check(binary("Math.pow(x, y)"), List.of(-2.0, 3.0), row(-12, NAN), row(NAN, NAN));
  }
}
