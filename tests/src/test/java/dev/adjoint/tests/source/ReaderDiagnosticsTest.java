package dev.adjoint.tests.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What the reader refuses, and where. An expectation stands as a comment on the line above the offending code:
 * {@code // AD010 "try"} means that message, at the column where that text begins.
 */
class ReaderDiagnosticsTest {
  private static final Pattern EXPECTED = Pattern.compile("// (AD\\d+) \"(.*)\"$");
  private static final Pattern PRINTED = Pattern.compile("\\[(AD\\d+)]");

  private static void check(String body) {
    String source = "package p;\nimport dev.adjoint.annotations.*;\n" + body;
    var compiled = new Compiled("p.C", source);
    List<String> lines = source.lines().toList();
    var expected = new ArrayList<String>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher m = EXPECTED.matcher(lines.get(i));
      if (m.find()) {
        int next = i + 1;
        while (EXPECTED.matcher(lines.get(next)).find()) {
          next++;
        }
        expected.add(m.group(1) + " line " + (next + 1) + " column " + (lines.get(next).indexOf(m.group(2)) + 1));
      }
    }
    var actual = new ArrayList<String>();
    for (var d : compiled.printed) {
      Matcher m = PRINTED.matcher(d.getMessage(null));
      if (m.find()) {
        actual.add(m.group(1) + " line " + d.getLineNumber() + " column " + d.getColumnNumber());
      }
    }
    assertEquals(expected.stream().sorted().toList(), actual.stream().sorted().toList(), () -> compiled.printed.toString());
  }

  @Test
  void aJumpOutOfFinallyIsRefused() {
    check("""
        final class C {
          @SuppressWarnings("finally")
          static double f(double x) {
            double y = 0;
            try {
              y = x;
              // AD010 "{"
            } finally {
              return 1;
            }
          }
        }
        """);
  }

  @Test
  void synchronizedWithFloatingValuesIsRefused() {
    check("""
        final class C {
          static double f(double x) {
            // AD012 "synchronized"
            synchronized (C.class) {
              x += 1;
            }
            return x;
          }
        }
        """);
  }

  @Test
  void localClassIsRefused() {
    check("""
        final class C {
          static double f(double x) {
            // AD013 "record"
            record R(int i) {}
            return x;
          }
        }
        """);
  }

  @Test
  void privateFieldIsRead() {
    check("""
        final class C {
          private double a = 1;
          private static int n = 2;
          double f(double x) {
            double y = x + a * 2;
            n++;
            return y * C.n;
          }
        }
        """);
  }

  @Test
  void fieldOfAPrivateClassIsRefusedAtTheName() {
    check("""
        final class C {
          private static final class H {
            static double a = 1;
            private static int n = 2;
          }
          double f(double x) {
            // AD401 ".a"
            double y = x + H.a * 2;
            // AD401 ".n"
            return y * H.n;
          }
        }
        """);
  }

  @Test
  void assignmentToAPrivateFieldIsRefusedInALambda() {
    check("""
        final class C {
          private int n;
          double f(double x) {
            // AD401 "n++"
            Runnable r = () -> System.out.println(n++);
            new Thread(r).start();
            return x;
          }
        }
        """);
  }

  @Test
  void referenceToAPrivateMethodIsRefused() {
    check("""
        final class C {
          private static int g(int n) {
            return n;
          }
          double f(double x) {
            // AD402 "C::g"
            java.util.function.IntUnaryOperator o = C::g;
            return x * java.util.Objects.hash(o);
          }
        }
        """);
  }

  @Test
  void privateMethodIsCalledUnlessATypeArgumentDecidesItsResult() {
    check("""
        final class C {
          @NonDifferentiable private static int g(int n) {
            return n;
          }
          @NonDifferentiable private static <T> T h(T t) {
            return t;
          }
          static double f(double x, String k) {
            // AD402 "(k"
            return x * g(1) * h(k).length();
          }
        }
        """);
  }

  @Test
  void privateConstantIsInlined() {
    check("""
        final class C {
          private static final double K = 2;
          private static final int[] SIZES = {1};
          static double f(double x) {
            return x * K;
          }
          static double g(double x) {
            return x * SIZES[0];
          }
        }
        """);
  }

  @Test
  void privateClassIsRefused() {
    check("""
        final class C {
          private enum E { A }
          static double f(double x) {
            // AD403 "e ="
            E e = E.A;
            return x;
          }
        }
        """);
  }

  @Test
  void abstractMethodHasNoBody() {
    check("""
        abstract class C {
          // AD404 "f("
          abstract double f(double x);
        }
        """);
  }

  @Test
  void checkedExceptionIsRefused() {
    check("""
        final class C {
          // AD405 "f("
          static double f(double x) throws Exception {
            if (x > 0) {
              // AD405 "throw"
              throw new Exception();
            }
            return x;
          }
        }
        """);
  }

  @Test
  void allProblemsOfAMethodAreReported() {
    check("""
        final class C {
          private static final class H {
            static double a = 1;
            static double b = 1;
          }
          double f(double x) {
            // AD401 ".a >"
            if (H.a > 0) {
              // AD401 ".b;"
              x = H.b;
            }
            // AD401 ".b)"
            while (x < H.b) {
              // AD401 ".a;"
              x += H.a;
            }
            return x;
          }
          double good(double x) {
            return x * x;
          }
        }
        """);
  }

  @Test
  void aVariableThatFailedIsNotReportedAgain() {
    check("""
        final class C {
          private static final class H {
            static double[] a = {1};
          }
          double f(double x) {
            // AD401 ".a;"
            var y = H.a;
            y[0] = 2;
            return x * y[0];
          }
        }
        """);
  }

  @Test
  void helperThatCannotBeReadIsNoProblemOfItsOwn() {
    check("""
        final class C {
          static double f(double x) {
            return x * helper(2);
          }
          // a method of its own, so that it is read as an entry of this test too
          static double helper(double x) {
            // AD012 "synchronized"
            synchronized (C.class) {
              return x;
            }
          }
        }
        """);
  }

  @Test
  void privateHelperThatCannotBeReadIsNoProblemOfItsOwn() {
    check("""
        final class C {
          static double f(double x) {
            return x * helper(2);
          }
          private static double helper(double x) {
            try {
              return x;
            } finally {
              x = 0;
            }
          }
        }
        """);
  }

  @Test
  void wrongNameInWrt() {
    check("""
        final class C {
          // AD310 "f("
          @Differentiable(wrt = "z") static double f(double x) {
            return x;
          }
          // AD311 "n)"
          @Differentiable(wrt = "n") static double g(double x, int n) {
            return x;
          }
        }
        """);
  }

  @Test
  void ruleWithAWrongSignaturePrintsTheRightOne() {
    check("""
        final class C {
          static double g(double x, double[] y) {
            return x * y[0];
          }
          // AD301 "gVjp"
          @DerivativeOf(type = C.class, method = "g") static double gVjp(double x, double seed) {
            return seed;
          }
          // AD302 "hVjp"
          @DerivativeOf(type = C.class, method = "h") static double hVjp(double x, double seed) {
            return seed;
          }
        }
        """);
  }

  @Test
  void recordPatternThatCallsCodeOfTheUsersIsRefused() {
    check("""
        final class C {
          record R(int i) {
            public int i() {
              return i + 1;
            }
          }
          static double f(double x, Object o) {
            // AD080 "R("
            if (o instanceof R(int i)) {
              x += 1;
            }
            return x;
          }
        }
        """);
  }
}
