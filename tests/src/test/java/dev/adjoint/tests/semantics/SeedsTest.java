package dev.adjoint.tests.semantics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Seeds that are no ordinary numbers: they reach what the result depends on, on the way that was taken, and nothing else. */
class SeedsTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  private static double adjoint(Program p, String of, Object... arguments) {
    return (Double) Program.component(p.derivative("fVjp", arguments), of);
  }

  @Test
  void aNanSeedGivesNanAdjoints() {
    for (String expression : new String[] {"x * 2", "x + 1", "x * x", "1 / x", "Math.sqrt(x)", "Math.log(x)", "Math.pow(x, 3)",
        "Math.pow(2, x)", "Math.exp(x)", "Math.hypot(x, 3)", "Math.atan2(x, 2)", "Math.abs(x)", "Math.max(x, 0)"}) {
      Program p = Program.compile("@Differentiable static double f(double x) { return " + expression + "; }");
      assertEquals(NAN, adjoint(p, "x", 1.5, NAN), expression);
    }
  }

  @Test
  void anInfiniteSeedKeepsItsSign() {
    Program p = Program.compile("@Differentiable static double f(double x) { return Math.sqrt(x) - 1 / x; }");
    assertEquals(INF, adjoint(p, "x", 2.0, INF));
    assertEquals(-INF, adjoint(p, "x", 2.0, -INF));
  }

  @Test
  void aNanSeedReachesTheExecutedBranchOnly() {
    Program p = Program.compile("@Differentiable static double f(double x, double y) { return x > 0 ? x * x : y * y; }");
    assertEquals(NAN, adjoint(p, "x", 2.0, 3.0, NAN));
    assertEquals(0, adjoint(p, "y", 2.0, 3.0, NAN));
    assertEquals(0, adjoint(p, "x", -2.0, 3.0, NAN));
    assertEquals(NAN, adjoint(p, "y", -2.0, 3.0, NAN));
  }

  @Test
  void aNanSeedGoesThroughLoopsAndMemory() {
    Program p = Program.compile("""
        @Differentiable static double f(double x, double y, int n) {
          double[] a = {x, y};
          for (int i = 0; i < n; i++) {
            a[0] = Math.sin(a[0]) * x;
          }
          return a[0];
        }
        """);
    assertEquals(NAN, adjoint(p, "x", 0.5, 3.0, 3, NAN));
    assertEquals(0, adjoint(p, "y", 0.5, 3.0, 3, NAN));
  }

  @Test
  void aNanSeedLeavesTheValueAlone() {
    Program p = Program.compile("@Differentiable static double f(double x) { return x * x; }");
    assertEquals(2.25, adjoint(p, "value", 1.5, NAN));
  }
}
