package dev.adjoint.tests.semantics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Types. */
class TypesTest {

  @Test
  void anIntegerMadeOfAnActiveValueLosesTheDerivative() {
    assertEquals(List.of("AD101: (int) x"),
        Program.errors("@Differentiable static double f(double x) { return (int) x * x; }"));
    assertEquals(List.of("AD101: (long) x"),
        Program.errors("@Differentiable static double f(double x) { long n = (long) x; return n * x; }"));
    assertEquals(List.of("AD102: Math.round(x)"),
        Program.errors("@Differentiable static double f(double x) { return Math.round(x) + x; }"));
  }

  @Test
  void indicesBoundsConditionsAndDetachedValuesMayBeIntegers() {
    Program p = Program.compile("""
        @Differentiable static double f(double[] x) {
          double s = x[(int) x[0]];
          for (int i = 0; i < (int) x[0]; i++) {
            s *= 2;
          }
          if (Math.round(x[0]) > 1) {
            s *= x[2];
          }
          return s * (int) Adjoint.detach(x[0]);
        }
        """);
    // the index is 1, there is one doubling, the condition holds and the factor is 1: 2 x1 x2
    assertArrayEquals(new double[] {0, 2 * 5, 2 * 3}, p.gradient("f", 1.5, 3, 5));
    // the index is 2, there are two doublings, the factor is 2: 8 x2 x2
    assertArrayEquals(new double[] {0, 0, 16 * 5}, p.gradient("f", 2.5, 3, 5));
  }

  @Test
  void implicitNarrowingToAnIntegerIsAnErrorAndToFloatHasDerivativeOne() {
    List<String> errors = Program.errors(
        "@Differentiable static double f(double x) { int i = 3; i *= x; return i * x; }");
    assertEquals(1, errors.size());
    assertTrue(errors.getFirst().startsWith("AD101"), errors.getFirst());
    Program p = Program.compile(
        "@Differentiable static double f(double x) { float f = 1; f += x; return f; }");
    p.check("f", List.of(0.1), 1);
  }

  @Test
  void floatAdjointsAreAccumulatedInDouble() {
    Program p = Program.compile("""
        @Differentiable static float f(float x) {
          float s = 0;
          for (int i = 0; i < 1000; i++) {
            s += 0.1f * x;
          }
          return s;
        }
        """);
    p.check("f", List.of(0f), (float) (1000 * (double) 0.1f));
    assertInstanceOf(Float.class, Program.component(p.derivative("fVjp", 0f, 1f), "x"));
  }

  @Test
  void integerArithmeticIsEvaluatedAsWritten() {
    Program p = Program.compile(
        "@Differentiable static double f(double x, int n) { return n / 2 * x + (byte) (n + 250) * x; }");
    p.check("f", List.of(1.5, 7), 3 + (byte) 257);
  }

  @Test
  void strictMathStaysStrictMath() {
    Program p = Program.compile("""
        @Differentiable static double strict(double x) { return StrictMath.sin(x); }
        @Differentiable static double plain(double x) { return Math.sin(x); }
        """);
    for (double x : new double[] {0.3, 1.7, 100.5}) {
      p.check("strict", List.of(x), StrictMath.cos(x));
      p.check("plain", List.of(x), Math.cos(x));
    }
  }

  @Test
  void aBoxedDoubleIsADoubleWithItsNullCheck() {
    Program p = Program.compile("""
        @Differentiable static double f(double x, Double scale) { return x * scale; }
        """);
    p.check("f", List.of(2.0, 3.0), 3);
    assertThrows(NullPointerException.class, () -> p.derivative("fVjp", 2.0, null, 1.0));
  }

  @Test
  void anActiveValueInAnObjectIsAnError() {
    for (String body : List.of("Object o = x; return (double) o;",
        "List<Double> l = new ArrayList<>(); l.add(x); return l.get(0) * x;")) {
      List<String> errors = Program.errors("@Differentiable static double f(double x) { " + body + " }");
      assertFalse(errors.isEmpty(), body);
      assertTrue(errors.stream().allMatch(e -> e.startsWith("AD")), errors.toString());
    }
  }
}
