package dev.adjoint.tests.semantics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Kinks, singular points and special values. */
class KinksTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  private static Program unary(String expression) {
    return Program.compile("@Differentiable static double f(double x) { return " + expression + "; }");
  }

  private static Program binary(String expression) {
    return Program.compile("@Differentiable static double f(double x, double y) { return " + expression + "; }");
  }

  @Test
  void absHasDerivativeZeroAtZero() {
    Program p = unary("Math.abs(x)");
    p.check("f", List.of(0.0), 0);
    p.check("f", List.of(-0.0), 0);
    p.check("f", List.of(-2.0), -1);
    assertEquals(NAN, Program.component(p.derivative("fVjp", NAN, 1.0), "x"));
  }

  @Test
  void absByConditionHasTheDerivativeOfTheExecutedBranch() {
    Program p = unary("x < 0 ? -x : x");
    p.check("f", List.of(0.0), 1);
    p.check("f", List.of(-2.0), -1);
  }

  @Test
  void maxAndMinGiveATieToTheFirst() {
    for (String name : List.of("max", "min")) {
      Program p = binary("Math." + name + "(x, y)");
      p.check("f", List.of(2.0, 2.0), 1, 0);
      p.check("f", List.of(0.0, -0.0), 1, 0);
      p.check("f", List.of(-0.0, 0.0), 1, 0);
      p.check("f", List.of(1.0, 2.0), name.equals("max") ? 0 : 1, name.equals("max") ? 1 : 0);
    }
  }

  @Test
  void maxAndMinPassNanToTheNanArgument() {
    for (String name : List.of("max", "min")) {
      Program p = binary("Math." + name + "(x, y)");
      p.check("f", List.of(NAN, 2.0), NAN, 0);
      p.check("f", List.of(2.0, NAN), 0, NAN);
    }
  }

  @Test
  void clampHasDerivativeOneOnTheBound() {
    Program p = unary("Math.clamp(x, 1.0, 3.0)");
    p.check("f", List.of(1.0), 1);
    p.check("f", List.of(3.0), 1);
    p.check("f", List.of(0.5), 0);
    p.check("f", List.of(3.5), 0);
  }

  @Test
  void stepFunctionsHaveDerivativeZeroWithAWarning() {
    for (String name : List.of("floor", "ceil", "rint", "signum")) {
      String call = "Math." + name + "(x)";
      unary(call + " + x").check("f", List.of(1.25), 1);
      assertEquals(List.of("AD201: " + call),
          Program.warnings("@Differentiable static double f(double x) { return " + call + " + x; }"));
    }
    assertEquals(List.of("AD102: Math.round(x)"),
        Program.errors("@Differentiable static double f(double x) { return Math.round(x) * x; }"));
  }

  @Test
  void aStepToTheNextNumberHasDerivativeOneWithAWarning() {
    for (String call : List.of("Math.nextUp(x)", "Math.nextDown(x)", "Math.nextAfter(x, 9.0)", "StrictMath.nextUp(x)")) {
      unary(call).check("f", List.of(1.25), 1);
      assertEquals(List.of("AD204: " + call),
          Program.warnings("@Differentiable static double f(double x) { return " + call + "; }"));
    }
  }

  @Test
  void sqrtHasAnInfiniteDerivativeAtBothZeros() {
    Program p = unary("Math.sqrt(x)");
    p.check("f", List.of(0.0), INF);
    p.check("f", List.of(-0.0), INF);
    p.check("f", List.of(4.0), 0.25);
  }

  @Test
  void hypotHasDerivativeZeroAtTheOrigin() {
    Program p = binary("Math.hypot(x, y)");
    p.check("f", List.of(0.0, 0.0), 0, 0);
    p.check("f", List.of(3.0, 4.0), 3.0 / 5, 4.0 / 5);
  }

  @Test
  void powFollowsItsTable() {
    Program p = binary("Math.pow(x, y)");
    p.check("f", List.of(0.0, 2.0), 0, 0);
    p.check("f", List.of(0.0, 1.0), 1, 0);
    p.check("f", List.of(0.0, 0.0), 0, NAN);
    p.check("f", List.of(0.0, -1.0), -INF, NAN);
    p.check("f", List.of(0.0, 0.5), INF, 0);
    p.check("f", List.of(0.0, 3.5), 0, 0);
    p.check("f", List.of(-2.0, 2.0), -4, NAN);
  }

  @Test
  void powWithAConstantExponentHasNoDerivativeInIt() {
    unary("Math.pow(x, 2)").check("f", List.of(0.0), 0);
    unary("Math.pow(x, 2)").check("f", List.of(-3.0), -6);
    unary("Math.pow(x, 0.5)").check("f", List.of(0.0), INF);
    unary("Math.pow(x, 0.5)").check("f", List.of(4.0), 0.25);
    unary("Math.pow(x, 3)").check("f", List.of(-2.0), 12);
    unary("Math.pow(x, 1)").check("f", List.of(0.0), 1);
    unary("Math.pow(x, 0)").check("f", List.of(0.0), 0);
    unary("Math.pow(x, -1)").check("f", List.of(0.0), -INF);
    Program p = Program.compile("""
        @Differentiable static double f(double x, @NonDifferentiable double p) { return Math.pow(x, p); }
        """);
    p.check("f", List.of(-2.0, 2.0), -4);
  }

  @Test
  void remainderTruncatesTheQuotient() {
    Program p = binary("x % y");
    p.check("f", List.of(7.0, 2.0), 1, -3);
    p.check("f", List.of(-7.0, 2.0), 1, 3);
    p.check("f", List.of(7.0, -2.0), 1, 3);
    p.check("f", List.of(-7.0, -2.0), 1, -3);
    p.check("f", List.of(-1.0, 3.0), 1, 0);
    p.check("f", List.of(6.0, 3.0), 1, -2);
  }

  @Test
  void ieeeRemainderRoundsTheQuotient() {
    Program p = binary("Math.IEEEremainder(x, y)");
    p.check("f", List.of(7.0, 2.0), 1, -4);
    p.check("f", List.of(-5.0, 3.0), 1, 2);
  }

  @Test
  void singularPointsAreInfiniteAndZeroForAZeroSeed() {
    unary("Math.asin(x)").check("f", List.of(1.0), INF);
    unary("Math.acos(x)").check("f", List.of(-1.0), -INF);
    unary("Math.log(x)").check("f", List.of(0.0), INF);
    unary("Math.cbrt(x)").check("f", List.of(0.0), INF);
    unary("1 / x").check("f", List.of(0.0), -INF);
    binary("x / y").check("f", List.of(1.0, 0.0), INF, -INF);
  }

  @Test
  void fmaKeepsItsPrimal() {
    Program p = Program.compile(
        "@Differentiable static double f(double x, double y, double z) { return Math.fma(x, y, z); }");
    double x = 1 + 0x1p-30;
    p.check("f", List.of(x, x, -1.0), x, x, 1);
    assertEquals(Math.fma(x, x, -1.0), p.primal("f", x, x, -1.0));
  }

  @Test
  void copySignScalbNextUpUlpAndExponent() {
    binary("Math.copySign(x, y)").check("f", List.of(3.0, -1.0), -1, 0);
    binary("Math.copySign(x, y)").check("f", List.of(-3.0, -1.0), 1, 0);
    unary("Math.scalb(x, 3)").check("f", List.of(1.5), 8);
    unary("Math.nextUp(x)").check("f", List.of(1.5), 1);
    unary("x + Math.ulp(x)").check("f", List.of(1.5), 1);
    unary("x * Math.getExponent(x)").check("f", List.of(9.0), 3);
    for (String call : List.of("Math.nextUp(x)", "Math.ulp(x)", "Math.getExponent(x)")) {
      assertEquals(1, Program.warnings("@Differentiable static double f(double x) { return x * " + call + "; }").stream()
          .filter(w -> w.endsWith(": " + call)).count(), call);
    }
  }

  @Test
  void comparisonsAreInactive() {
    unary("Double.isNaN(x) || x == 3 || x < 2 || Double.compare(x, 5) > 0 ? x * x : 2 * x")
        .check("f", List.of(4.0), 2);
    unary("Double.isNaN(x) || x < 2 ? x * x : 2 * x").check("f", List.of(1.0), 2);
  }

  @Test
  void aZeroSeedStopsInfinityAndNan() {
    // the product gives the singular function a zero seed; in forward mode its tangent is not zero
    for (String call : List.of("Math.sqrt(x)", "Math.log(x + 1e-300)", "Math.pow(x, 0.5)", "Math.cbrt(x)", "Math.asin(x + 1)",
        "Math.acos(x + 1)", "Math.hypot(x, x)")) {
      assertEquals(1.0, Program.component(unary("x + 0 * " + call).derivative("fVjp", 0.0, 1.0), "x"), call);
    }
    binary("x + Math.sqrt(y)").check("f", List.of(1.0, 0.0), 1, INF);
    binary("x + 1 / y").check("f", List.of(1.0, 0.0), 1, -INF);
  }

  @Test
  void thePrimalIsNeverFolded() {
    unary("x * 0").check("f", List.of(-1.0), 0);
    unary("x + 0.0").check("f", List.of(-0.0), 1);
    unary("(x + 1e16) - 1e16").check("f", List.of(1.0), 1);
    assertEquals(NAN, unary("x * 0").primal("f", INF));
  }

  @Test
  void theSumOfAStreamHasTheBitsOfTheLibraryAndTheDerivativeOfThePlainSum() {
    Program p = Program.compile("""
        @Differentiable static double f(double x, double y) {
          return java.util.stream.DoubleStream.of(x, 1, y, 1).sum();
        }
        """);
    p.check("f", List.of(1e16, -1e16), 1, 1);
    assertEquals(DoubleStream.of(1e16, 1, -1e16, 1).sum(), Program.component(p.derivative("fVjp", 1e16, -1e16, 1.0), "value"));
    assertEquals(INF, Program.component(p.derivative("fVjp", INF, 1.0, 1.0), "value"));
  }

  @Test
  void straightThroughHasTheFirstValueAndTheSecondDerivative() {
    Program p = unary("dev.adjoint.annotations.Adjoint.straightThrough(3 * x, x * x)");
    p.check("f", List.of(4.0), 8);
  }
}
