package dev.adjoint.tests.semantics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Taylor coefficients at kinks and singular points. */
class TaylorCoefficientsTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  private static void check(String expression, double x, double... expected) {
    Program p = Program.compile("@Differentiable(taylor = \"x\") static double f(double x) { return " + expression + "; }");
    double[] c = (double[]) p.derivative("fTaylor", x, expected.length - 1);
    // a zero of any sign
    assertArrayEquals(expected, Arrays.stream(c).map(d -> d + 0.0).toArray(), expression);
  }

  @Test
  void aCurveThatIsSmoothAtAKinkHasItsOwnCoefficients() {
    check("Math.abs(-3 * x * x)", 0, 0, 0, 3, 0);
    check("Math.abs(x * x * x)", 0, 0, 0, 0, 0);
    check("Math.hypot(3 * x * x, 4 * x * x)", 0, 0, 0, 5, 0);
  }

  @Test
  void elsewhereKinksAreThoseOfFirstDerivatives() {
    check("Math.abs(x) * x", 0, 0, 0, 0);
    check("Math.max(x * x, x)", 1, 1, 2, 1);
    check("Math.hypot(x, x)", 0, 0, 0, 0);
    check("x == 0 ? 0 : x * x", 0, 0, 0, 0);
  }

  @Test
  void singularPointsAreInfiniteFromTheOrderOnThatIs() {
    check("Math.sqrt(x)", 0, 0, INF, -INF);
    check("Math.pow(x, 2.5)", 0, 0, 0, 0, INF);
    check("Math.sqrt(Adjoint.detach(x)) + x", 0, 0, 1, 0);
    check("Math.log(x)", 0, -INF, INF, -INF);
  }

  @Test
  void wholePowersArePolynomials() {
    check("Math.pow(x, 3)", 0, 0, 0, 0, 1, 0);
    check("Math.pow(x, 0)", 0, 1, 0, 0);
    check("Math.pow(2 * x + x * x, 2)", 0, 0, 0, 4, 4, 1, 0);
  }
}
