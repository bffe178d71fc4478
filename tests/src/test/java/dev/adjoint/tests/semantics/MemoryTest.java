package dev.adjoint.tests.semantics;

import static dev.adjoint.tests.semantics.Program.component;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Assignment, mutation, aliasing. */
class MemoryTest {

  @Test
  void aReassignedParameterKeepsItsIncomingValue() {
    Program.compile("@Differentiable static double f(double x) { x = x * x; x += 1; return x * x; }")
        .check("f", List.of(2.0), 40);
  }

  @Test
  void anOverwrittenInputHasTheGradientOfItsEntry() {
    Program p = Program.compile("@Differentiable static double f(double[] x) { x[0] = x[0] * x[1]; return x[0] * x[0]; }");
    assertArrayEquals(new double[] {2 * 6 * 3, 2 * 6 * 2}, p.gradient("f", 2, 3));
    double[] x = {2, 3};
    p.derivative("fVjp", x, 1.0, new double[2]);
    assertArrayEquals(new double[] {6, 3}, x, "the array's content after the call is the primal's");
  }

  @Test
  void theSeedOfAnOutputIsReadAndZeroed() {
    Program p = Program.compile("@Differentiable static void f(double[] x, double[] y) { y[0] = x[0] * x[0]; }");
    double[] xAdjoint = {10, 0};
    double[] yAdjoint = {2, 5};
    p.derivative("fVjp", new double[] {3, 4}, new double[2], xAdjoint, yAdjoint);
    assertArrayEquals(new double[] {10 + 2 * 6, 0}, xAdjoint);
    assertArrayEquals(new double[] {0, 5}, yAdjoint);
  }

  @Test
  void vjpAccumulatesAndGradientStartsAtZero() {
    Program p = Program.compile("@Differentiable static double f(double[] x) { return x[0] * x[1]; }");
    double[] adjoint = {100, 200};
    p.derivative("fVjp", new double[] {2, 3}, 2.0, adjoint);
    assertArrayEquals(new double[] {106, 204}, adjoint);
    Object gradient = p.derivative("fGradient", (Object) new double[] {2, 3});
    assertArrayEquals(new double[] {3, 2}, (double[]) component(gradient, "x"));
    assertEquals(6.0, component(gradient, "value"));
  }

  @Test
  void twoReferencesToOneArrayHaveOneShadow() {
    Program p = Program.compile("""
        @Differentiable static double f(double[] x) {
          double[] a = new double[2], b = a;
          a[0] = x[0];
          b[0] *= x[1];
          return a[0] * b[0];
        }
        """);
    assertArrayEquals(new double[] {2 * 6 * 3, 2 * 6 * 2}, p.gradient("f", 2, 3));
  }

  @Test
  void theSameArrayTwiceNeedsTheSameBufferTwice() {
    Program p = Program.compile(
        "@Differentiable static double f(double[] a, double[] b) { a[0] *= 2; return a[0] * b[0]; }");
    double[] x = {3};
    double[] adjoint = {0};
    p.derivative("fVjp", x, x, 1.0, adjoint, adjoint);
    assertArrayEquals(new double[] {2 * 6 * 2}, adjoint);
    double[] one = {7};
    double[] other = {7};
    var e = assertThrows(IllegalArgumentException.class, () -> p.derivative("fVjp", x, x, 1.0, one, other));
    assertTrue(e.getMessage().contains("a") && e.getMessage().contains("b"), e.getMessage());
    assertArrayEquals(new double[] {7}, one, "nothing is written before the check");
  }

  @Test
  void rowsInCommonHaveAdjointsInCommonWhereTheyAreWritten() {
    Program p = Program.compile("""
        @Differentiable static double f(double[][] m) { m[0][0] *= 2; return m[0][0] * m[1][0]; }
        @Differentiable(order = 2) static double g(double[][] m, double[] v) { m[0][0] *= 2; return m[0][0] * v[0]; }
        @Differentiable static float h(float[][] m, float[][] n) { m[0][0] *= 2; return m[0][0] * n[0][0]; }
        record R(double[][] m, double[] v) {}
        @Differentiable static double r(R r) { r.m()[0][0] *= 2; return r.m()[0][0] * r.v()[0]; }
        static R make(double[][] m, double[] v) { return new R(m, v); }
        @Differentiable static double reads(double[][] m) { return m[0][0] * m[1][0]; }
        """);
    double[] row = {3};
    double[][] twice = {row, row};
    double[] adjoint = {0};
    p.derivative("fVjp", twice, 1.0, new double[][] {adjoint, adjoint});
    assertArrayEquals(new double[] {2 * 6 * 2}, adjoint);
    row[0] = 3;
    double[][] separate = {{7}, {7}};
    var e = assertThrows(IllegalArgumentException.class, () -> p.derivative("fVjp", twice, 1.0, separate));
    assertTrue(e.getMessage().contains("'m[0]'") && e.getMessage().contains("'m[1]'"), e.getMessage());
    assertArrayEquals(new double[][] {{7}, {7}}, separate, "nothing is written before the check");
    assertThrows(IllegalArgumentException.class,
        () -> p.derivative("fVjp", new double[][] {{3}, {3}}, 1.0, new double[][] {adjoint, adjoint}), "one row for two");

    double[][] one = {row};
    double[] sum = {0};
    p.derivative("gVjp", one, row, 1.0, new double[][] {sum}, sum);
    assertArrayEquals(new double[] {2 * 6 * 2}, sum);
    row[0] = 3;
    for (String name : List.of("gGradient", "gHessian")) {
      var g = assertThrows(IllegalArgumentException.class, () -> p.derivative(name, one, row), name);
      assertTrue(g.getMessage().contains("m and v have an array in common"), g.getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> p.derivative("gVjp", one, row, 1.0, new double[][] {{0}}, new double[1]));
    float[] single = {3};
    assertThrows(IllegalArgumentException.class, () -> p.derivative("hGradient", new float[][] {single}, new float[][] {single}));
    assertThrows(IllegalArgumentException.class, () -> p.derivative("rGradient", p.primal("make", one, row)));
    assertEquals(3, row[0], "the method has not run");

    double[][] each = {{0}, {0}};
    p.derivative("readsVjp", twice, 1.0, each);
    assertArrayEquals(new double[][] {{3}, {3}}, each, "what is only read may have an adjoint for each place");
  }

  @Test
  void aTangentHasTheShapeOfItsArray() {
    Program p = Program.compile("""
        @Differentiable static double f(double[] a) { a[0] *= 2; return a[0]; }
        @Differentiable static double g(double[] a) { return a[0] * a[0]; }
        """);
    double[] x = {3};
    for (double[] tangent : new double[][] {new double[2], null, x}) {
      var e = assertThrows(IllegalArgumentException.class, () -> p.derivative("fJvp", x, tangent));
      assertTrue(e.getMessage().contains("the tangent of 'a'"), e.getMessage());
      assertEquals(3, x[0], "nothing is written before the check");
    }
    assertEquals(2 * 3 * 3.0, component(p.derivative("gJvp", x, x), "tangent"), "what is only read may be the direction");
  }

  @Test
  void oneArrayWithTwoTangentsIsRefusedWhereItIsWritten() {
    Program p = Program.compile("""
        @Differentiable static double f(double[] a, double[] b) { a[0] *= 2; return a[0] * b[0]; }
        @Differentiable static double g(double[] a, double[] b) { return a[0] * b[0]; }
        @Differentiable static double h(double[][] a) { a[0][0] *= 2; return a[0][0] * a[1][0]; }
        """);
    double[] x = {3};
    var e = assertThrows(IllegalArgumentException.class,
        () -> p.derivative("fJvp", x, x, new double[] {1}, new double[] {1}));
    assertTrue(e.getMessage().contains("a and b"), e.getMessage());
    assertEquals(3, x[0], "nothing is written before the check");
    double[] tangent = {1};
    assertEquals(2 * 6 * 2.0, component(p.derivative("fJvp", x, x, tangent, tangent), "tangent"));
    double[] y = {3};
    assertEquals(3 + 2 * 3.0, component(p.derivative("gJvp", y, y, new double[] {1}, new double[] {2}), "tangent"),
        "what is only read has a tangent for each parameter");
    double[] z = {3};
    double[][] rows = {z, z};
    double[] row = {1};
    assertThrows(IllegalArgumentException.class, () -> p.derivative("hJvp", rows, new double[][] {{1}, {1}}));
    assertEquals(2 * 6 * 2.0, component(p.derivative("hJvp", rows, new double[][] {row, row}), "tangent"));
  }

  @Test
  void oneArrayIsNotDifferentiatedAndConstantWhereItIsWritten() {
    Program p = Program.compile("""
        @Differentiable(wrt = {"a", "x"}) static double f(double[] a, double[] b, double x) { a[0] = x * x; return b[0] * a[0]; }
        @Differentiable(wrt = "a") static double g(double[] a, double[] b) { return a[0] * b[0]; }
        @Differentiable(wrt = {"a", "x"}) static double h(double[][] a, double[] b, double x) { set(a[1], x); return b[0] * a[0][0]; }
        private static void set(double[] row, double x) { row[0] = x; }
        @Differentiable(wrt = "a", order = 2) static double k(double[] a, double[] b) { b[0] = 5; return a[0] * a[0]; }
        """);
    double[] x = {3};
    for (String call : List.of("fGradient", "fJvp", "fVjp")) {
      var e = assertThrows(IllegalArgumentException.class, () -> p.derivative(call, switch (call) {
        case "fGradient" -> new Object[] {x, x, 2.0};
        case "fJvp" -> new Object[] {x, x, 2.0, new double[1], 1.0};
        default -> new Object[] {x, x, 2.0, 1.0, new double[1]};
      }));
      assertTrue(e.getMessage().contains("f: a, which is differentiated, and b"), e.getMessage());
    }
    assertEquals(3, x[0]);
    assertArrayEquals(new double[] {3}, (double[]) component(p.derivative("gGradient", x, x), "a"));
    double[] row = {4};
    assertThrows(IllegalArgumentException.class, () -> p.derivative("hGradient", new double[][] {{1}, row}, row, 2.0));
    component(p.derivative("hGradient", new double[][] {{1}, {2}}, row, 2.0), "x");
    assertThrows(IllegalArgumentException.class, () -> p.derivative("kGradient", x, x));
    assertThrows(IllegalArgumentException.class, () -> p.derivative("kHvp", x, x, new double[1]));
  }

  @Test
  void swappedReferencesSwapTheirShadows() {
    Program p = Program.compile("""
        @Differentiable static double f(double[] x) {
          double[] a = x.clone(), b = new double[x.length];
          for (int k = 0; k < 3; k++) {
            for (int i = 0; i < a.length; i++) {
              b[i] = a[i] * a[(i + 1) % a.length];
            }
            double[] t = a; a = b; b = t;
          }
          return a[0];
        }
        """);
    // one step sends (u, v) to (uv, uv), so the result is (uv)^4
    assertArrayEquals(new double[] {4 * 8 * 81, 4 * 16 * 27}, p.gradient("f", 2, 3), 1e-9);
  }

  @Test
  void libraryMethodsOnArraysHaveRules() {
    Program p = Program.compile("""
        @Differentiable static double f(double[] x) {
          System.arraycopy(x, 0, x, 1, 2);
          double[] c = Arrays.copyOf(x, 4), d = Arrays.copyOfRange(x, 1, 3), e = d.clone();
          Arrays.fill(c, 0, 1, x[2]);
          return c[0] * d[0] * e[1];
        }
        """);
    // after the copy x is (a, a, b): b * a * b
    assertArrayEquals(new double[] {9, 12, 0}, p.gradient("f", 2, 3, 5));
  }

  @Test
  void theActivityOfALocalIsInferred() {
    Program p = Program.compile("""
        @Differentiable static double f(double[] x) {
          double[] t = new double[3];
          t[1] = x[0];
          double[] constant = {1, 2};
          return t[1] * constant[1];
        }
        """);
    assertArrayEquals(new double[] {2}, p.gradient("f", 5));
  }

  @Test
  void anActiveStoreIntoAConstantIsAnError() {
    assertEquals(List.of("AD002"), codes(Program.errors(
        "@Differentiable static double f(double x, @NonDifferentiable double[] y) { y[0] = x; return x * y[0]; }")));
  }

  @Test
  void evaluationOrderIsThatOfTheLanguage() {
    Program p = Program.compile("""
        @Differentiable static double f(double[] x) {
          double[] a = {x[0], x[1], x[2]};
          int k = 0;
          a[k] = a[k = 2] * x[0] + k;
          return a[0];
        }
        @Differentiable static double old(double x) { double t = x * x; t += (t = 10 * x); return t; }
        @Differentiable static double late(double[] x) { int[] n = new int[1]; x[x.length + (n[0] = 1)] = n[2]; return x[0]; }
        """);
    assertArrayEquals(new double[] {5, 0, 2}, p.gradient("f", 2, 3, 5));
    p.check("old", List.of(3.0), 16);
    var e = assertThrows(ArrayIndexOutOfBoundsException.class,
        () -> p.derivative("lateVjp", new double[1], 1.0, new double[1]));
    assertTrue(e.getMessage().startsWith("Index 2"), "the bounds check of a store comes after its right-hand side");
  }

  @Test
  void aStaticFieldIsAConstantAndNoPlaceForActiveValues() {
    String read = "static double scale = 3; @Differentiable static double f(double x) { return scale * x; }";
    Program.compile(read).check("f", List.of(2.0), 3);
    assertEquals(1, Program.notes(read).stream().filter(n -> n.startsWith("AD") && n.endsWith(": scale")).count());
    assertEquals(List.of("AD003"), codes(Program.errors(
        "static double last; @Differentiable static double f(double x) { last = x * x; return last * x; }")));
  }

  @Test
  void aSavedValueIsNoReferenceToTheCallersArray() {
    Program p = Program.compile("""
        @Differentiable static double g(double[] x) { return x[0] * x[0]; }
        @Differentiable static double f(double[] x) { double r = g(x); x[0] = 1; r += g(x); x[0] = 7; return r * x[0]; }
        """);
    assertArrayEquals(new double[] {7 * 6}, p.gradient("f", 3));
  }

  private static List<String> codes(List<String> errors) {
    return errors.stream().map(e -> e.substring(0, 5)).toList();
  }
}
