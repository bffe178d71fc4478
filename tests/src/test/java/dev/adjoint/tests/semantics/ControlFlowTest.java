package dev.adjoint.tests.semantics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.check.Unchanged;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Control flow. */
class ControlFlowTest {

  @Test
  void aConditionHasTheDerivativeOfTheExecutedBranch() {
    Program p = Program.compile(
        "@Differentiable static double f(double x) { if (x * x > 4) { return x * x; } return 3 * x; }");
    p.check("f", List.of(2.0), 3);
    p.check("f", List.of(3.0), 6);
  }

  @Test
  void aBranchTakenAtASinglePointIsSuspicious() {
    String members = "@Differentiable static double f(double x) { return x == 0 ? 1 : Math.sin(x) / x; }";
    Program.compile(members).check("f", List.of(0.0), 0);
    assertEquals(1, Program.warnings(members).stream().filter(w -> w.startsWith("AD202")).count());
  }

  @Test
  void aTripCountIsThatOfTheIterationsPerformed() {
    Program p = Program.compile("""
        @Differentiable static double f(double x) {
          double y = x;
          while (y < 100) {
            y *= 2;
          }
          return y;
        }
        """);
    p.check("f", List.of(3.0), 64);
    p.check("f", List.of(200.0), 1);
  }

  @Test
  void anExceptionLeavesTheDerivativeAndItsBuffersAlone() {
    Program p = Program.compile("""
        @Differentiable static double f(double[] x) {
          double s = 0;
          for (int i = 0; i < x.length; i++) {
            if (x[i] < 0) {
              throw new IllegalStateException("negative " + i);
            }
            s += x[i] * x[i];
          }
          return s;
        }
        """);
    assertArrayEquals(new double[] {4, 6}, p.gradient("f", 2, 3));
    double[] adjoint = {7, 8, 9};
    var e = assertThrows(IllegalStateException.class,
        () -> p.derivative("fVjp", new double[] {1, 2, -1}, 1.0, adjoint));
    assertEquals("negative 2", e.getMessage());
    assertArrayEquals(new double[] {7, 8, 9}, adjoint);
  }

  @Test
  void theWayOutOfATryIsTheOneThatIsReversed() {
    Program p = Program.compile("""
        @Differentiable static double f(double[] x, int n) {
          double s = 0;
          try {
            for (int i = 0; i < n; i++) {
              s += x[i] * x[i];
            }
            return s * 3;
          } catch (ArrayIndexOutOfBoundsException e) {
            s = s * 5;
          } finally {
            s = s * 100;
          }
          return s;
        }
        """);
    double[] adjoint = new double[2];
    p.derivative("fVjp", new double[] {2, 3}, 1, 1.0, adjoint);
    assertArrayEquals(new double[] {3 * 4, 0}, adjoint);
    adjoint = new double[2];
    p.derivative("fVjp", new double[] {2, 3}, 7, 1.0, adjoint);
    assertArrayEquals(new double[] {500 * 4, 500 * 6}, adjoint);
  }

  @Test
  void aFinallyBlockRunsOnceOnEveryWay() {
    Program p = Program.compile("""
        static final List<String> LOG = new ArrayList<>();
        static int check(int n) {
          LOG.add("check");
          if (n < 0) { throw new IllegalArgumentException("n"); }
          return n;
        }
        @Differentiable static double f(double x, int n, boolean caught) {
          double y = x;
          try {
            try {
              y = y * x;
              y = y * check(n);
              LOG.add("checked");
            } finally {
              LOG.add("finally");
            }
          } catch (IllegalArgumentException e) {
            LOG.add("caught " + e.getMessage());
            if (!caught) { throw new IllegalStateException("again", e); }
          }
          return y;
        }
        """);
    for (String derivative : List.of("fVjp", "fJvp")) {
      Object result = p.derivative(derivative, 3.0, 2, true, 1.0);
      assertEquals(List.of("check", "checked", "finally"), taken(p));
      assertEquals(2 * 2 * 3.0, Program.component(result, derivative.equals("fVjp") ? "x" : "tangent"));
      result = p.derivative(derivative, 3.0, -2, true, 1.0);
      assertEquals(List.of("check", "finally", "caught n"), taken(p));
      assertEquals(2 * 3.0, Program.component(result, derivative.equals("fVjp") ? "x" : "tangent"));
      var e = assertThrows(IllegalStateException.class, () -> p.derivative(derivative, 3.0, -2, false, 1.0));
      assertEquals("again", e.getMessage());
      assertEquals("n", e.getCause().getMessage());
      assertEquals(List.of("check", "finally", "caught n"), taken(p));
    }
  }

  @Test
  void aCallThatWroteBeforeItThrewIsAnError() {
    double[] x = {1, 2};
    double[] before = Unchanged.copy(x);
    var thrown = new IllegalArgumentException();
    Unchanged.check("f", thrown, x, before);
    x[1] = 3;
    var e = assertThrows(Error.class, () -> Unchanged.check("f", thrown, x, before));
    assertEquals(thrown, e.getCause());
    assertTrue(e.getMessage().startsWith("f has changed an array"), e.getMessage());
  }

  private static List<?> taken(Program p) {
    var log = (List<?>) p.field("LOG");
    var copy = List.copyOf(log);
    log.clear();
    return copy;
  }

  @Test
  void effectsHappenOnce() {
    Program p = Program.compile("""
        static final int[] COUNT = new int[1];
        static final List<String> LOG = new ArrayList<>();
        static int next() { return ++COUNT[0]; }
        @Differentiable static double f(double x) {
          double s = 0;
          for (int i = 0; i < 3; i++) {
            int n = next();
            LOG.add("call " + n);
            s += n * x * x;
          }
          return s;
        }
        """);
    Object result = p.derivative("fVjp", 2.0, 1.0);
    assertEquals(3, ((int[]) p.field("COUNT"))[0]);
    assertEquals(List.of("call 1", "call 2", "call 3"), p.field("LOG"));
    assertEquals(6 * 4.0, Program.component(result, "x"));
  }

  @Test
  void everyActivationHasItsFrame() {
    Program p = Program.compile("""
        @Differentiable static double f(double x, int n) { return n == 0 ? x : x * f(x * x, n - 1) + f(x, n - 1); }
        """);
    // f1 = x^3 + x, f2 = x (x^6 + x^2) + x^3 + x
    p.check("f", List.of(2.0, 1), 13);
    p.check("f", List.of(2.0, 2), 7 * 64 + 3 * 4 + 3 * 4 + 1);
  }

  @Test
  void aResultWithoutDependenceHasZerosAndAWarning() {
    String members = "@Differentiable static double f(double x, int n) { return n * 2.0; }";
    Program.compile(members).check("f", List.of(2.0, 3), 0);
    assertEquals(1, Program.warnings(members).stream().filter(w -> w.startsWith("AD203")).count());
  }
}
