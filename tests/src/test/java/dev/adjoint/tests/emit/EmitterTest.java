package dev.adjoint.tests.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** How emitted code reads. */
class EmitterTest {
  private static void assertText(String expected, String function) {
    assertEquals(expected, Emission.of(function).method("f"));
  }

  @Test
  void sumIsOneVariableAndTheBoundIsInline() {
    assertText("""
        public static double f(double[] x) {
          double sum = 0.0;
          for (int i = 0; i < x.length; i++) {
            sum += x[i] * x[i];
          }
          return sum;
        }
        """, """
        function "k" "f" (%x.x: double[] wrt) -> (double) {
          %1: double = const 0.0
          %2: int = const 0
          %3: int = length %x.x
          for %i.i: int = %2 to %3 step 1 carry (%s.sum: double) = (%1) -> (%r.sum: double) {
            %4: double = load %x.x[%i.i]
            %5: double = load %x.x[%i.i]
            %6: double = mul %4, %5
            %7: double = add %s.sum, %6
            yield %7
          }
          yield %r.sum
        }
        """);
  }

  @Test
  void boundReadFromMemoryIsALocal() {
    assertText("""
        public static double f(double[] x, int[] n) {
          int k = n[0];
          double t = 0.0;
          for (int i = 0; i < k; i++) {
            t += x[i];
          }
          return t;
        }
        """, """
        function "k" "f" (%x.x: double[] wrt, %n.n: int[]) -> (double) {
          %1: double = const 0.0
          %2: int = const 0
          %3: int = load %n.n[%2]
          for %i: int = %2 to %3 step 1 carry (%s: double) = (%1) -> (%r: double) {
            %4: double = load %x.x[%i]
            %7: double = add %s, %4
            yield %7
          }
          yield %r
        }
        """.replace("%i:", "%i.i:").replace("[%i]", "[%i.i]"));
  }

  @Test
  void valuesOfOneNameInARowAreOneVariable() {
    assertText("""
        public static double f(double x) {
          double s = x * 2.0;
          s *= s;
          s = Math.sin(s) + s;
          return s * s;
        }
        """, """
        function "k" "f" (%x.x: double wrt) -> (double) {
          %1: double = const 2.0
          %2.s: double = mul %x.x, %1
          %3.s: double = mul %2.s, %2.s
          %4: double = intrinsic java.lang/Math sin (%3.s)
          %5.s: double = add %4, %3.s
          %6: double = mul %5.s, %5.s
          yield %6
        }
        """);
  }

  @Test
  void floatingPointKeepsItsAssociation() {
    assertText("""
        public static double f(double a, double b, float c) {
          return a + (b + c) - (a - b) / (a * b) * -(-a);
        }
        """, """
        function "k" "f" (%a.a: double, %b.b: double, %c.c: float) -> (double) {
          %1: double = cast %c.c
          %2: double = add %b.b, %1
          %3: double = add %a.a, %2
          %4: double = sub %a.a, %b.b
          %5: double = mul %a.a, %b.b
          %6: double = div %4, %5
          %7: double = neg %a.a
          %8: double = neg %7
          %9: double = mul %6, %8
          %10: double = sub %3, %9
          yield %10
        }
        """);
  }

  @Test
  void castsThatJavaDoesByItselfAreLeftOut() {
    assertText("""
        public static double f(int n, int m, long l) {
          double d = (double) n / m;
          double e = n;
          return Math.abs((double) n) + Math.sqrt(m) + d * d * l + e * e;
        }
        """, """
        function "k" "f" (%n.n: int, %m.m: int, %l.l: long) -> (double) {
          %1: double = cast %n.n
          %2: double = cast %m.m
          %3.d: double = div %1, %2
          %e.e: double = cast %n.n
          %4: double = cast %n.n
          %5: double = intrinsic java.lang/Math abs (%4)
          %6: double = cast %m.m
          %7: double = intrinsic java.lang/Math sqrt (%6)
          %8: double = add %5, %7
          %9: double = mul %3.d, %3.d
          %10: double = cast %l.l
          %11: double = mul %9, %10
          %12: double = add %8, %11
          %13: double = mul %e.e, %e.e
          %14: double = add %12, %13
          yield %14
        }
        """);
  }

  @Test
  void shortCircuitAndConditionalAreExpressions() {
    assertText("""
        public static double f(double a, double b, int n) {
          return a < b && n > 0 || !(a > b) ? a : b;
        }
        """, """
        function "k" "f" (%a.a: double, %b.b: double, %n.n: int) -> (double) {
          %0: int = const 0
          %1: boolean = lt %a.a, %b.b
          if %1 -> (%2: boolean) {
            %3: boolean = gt %n.n, %0
            yield %3
          } else {
            %4: boolean = const false
            yield %4
          }
          if %2 -> (%5: boolean) {
            %6: boolean = const true
            yield %6
          } else {
            %7: boolean = gt %a.a, %b.b
            %8: boolean = not %7
            yield %8
          }
          if %5 -> (%9: double) {
            yield %a.a
          } else {
            yield %b.b
          }
          yield %9
        }
        """);
  }

  @Test
  void aMaximumIsAnIfWithoutElse() {
    assertText("""
        public static double f(double[] x) {
          double max = 0.0;
          for (int i = 0; i < x.length; i++) {
            double xi = x[i];
            if (xi > max) {
              max = xi;
            }
          }
          return max;
        }
        """, """
        function "k" "f" (%x.x: double[] wrt) -> (double) {
          %1: double = const 0.0
          %2: int = const 0
          %3: int = length %x.x
          for %i.i: int = %2 to %3 step 1 carry (%s.max: double) = (%1) -> (%r.max: double) {
            %4.xi: double = load %x.x[%i.i]
            %5: boolean = gt %4.xi, %s.max
            if %5 -> (%6.max: double) {
              yield %4.xi
            } else {
              yield %s.max
            }
            yield %6.max
          }
          yield %r.max
        }
        """);
  }

  @Test
  void aSwapGoesThroughATemporary() {
    assertText("""
        public static double f(double a, double b, int n) {
          for (int i = n; i > 0; i--) {
            double a2 = a;
            a = b;
            b = a2;
          }
          return a - b;
        }
        """, """
        function "k" "f" (%a.a: double, %b.b: double, %n.n: int) -> (double) {
          %0: int = const 0
          for %i.i: int = %n.n to %0 step -1 carry (%1.a: double, %2.b: double) = (%a.a, %b.b) -> (%3.a: double, %4.b: double) {
            yield %2.b, %1.a
          }
          %5: double = sub %3.a, %4.b
          yield %5
        }
        """);
  }

  @Test
  void loadsKeepTheirPlaceAmongStores() {
    assertText("""
        public static double f(double[] x, double[] y) {
          double t = x[0];
          y[0] = 1.0;
          x[1] += y[1];
          return t + x[0];
        }
        """, """
        function "k" "f" (%x.x: double[], %y.y: double[]) -> (double) {
          %0: int = const 0
          %1: int = const 1
          %2: double = const 1.0
          %3: double = load %x.x[%0]
          store %y.y[%0] = %2
          %4: double = load %x.x[%1]
          %5: double = load %y.y[%1]
          %6: double = add %4, %5
          store %x.x[%1] = %6
          %7: double = load %x.x[%0]
          %8: double = add %3, %7
          yield %8
        }
        """);
  }

  @Test
  void literalsAreExact() throws Throwable {
    String source = Emission.of("""
        function "k" "f" (%a.a: double) -> (double) {
          %1: double = const -0.0
          %2: double = const NaN
          %3: double = const -Infinity
          %4: double = const 1.0E-300
          %5: double = mul %1, %a.a
          %6: double = add %2, %5
          %7: double = mul %3, %6
          %8: double = sub %7, %4
          yield %8
        }
        """).method("f");
    assertTrue(source.contains("Double.NEGATIVE_INFINITY * (Double.NaN + -0.0 * a) - 1.0E-300"), source);
  }

  @Test
  void namesGiveWayToKeywordsClassesAndParameters() {
    assertText("""
        public static double f(double t, double t2) {
          double t3 = t * t2;
          double class_ = t3 + t3;
          double Math2 = class_ * class_;
          return Math2 * Math2;
        }
        """, """
        function "k" "f" (%a.t: double, %b.t2: double) -> (double) {
          %1: double = mul %a.t, %b.t2
          %2.class: double = add %1, %1
          %3.Math: double = mul %2.class, %2.class
          %4: double = mul %3.Math, %3.Math
          yield %4
        }
        """);
  }

  @Test
  void aBranchThatThrowsNeedsNoElse() {
    assertText("""
        public static double f(double a) {
          if (a < 0.0) {
            throw new IllegalArgumentException("negative");
          }
          return Math.sqrt(a);
        }
        """, """
        function "k" "f" (%a.a: double) -> (double) {
          %0: double = const 0.0
          %1: boolean = lt %a.a, %0
          if %1 -> (%2: double) {
            %3: java.lang/String = const "negative"
            %4: java.lang/IllegalArgumentException = opaque effect \
        ["new " java.lang/IllegalArgumentException "(" $0 ")"] (%3) reason X ()
            throw %4
            yield %0
          } else {
            %5: double = intrinsic java.lang/Math sqrt (%a.a)
            yield %5
          }
          yield %2
        }
        """);
  }
}
