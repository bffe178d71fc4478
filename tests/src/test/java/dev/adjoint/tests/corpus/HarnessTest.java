package dev.adjoint.tests.corpus;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The harness accepts derivatives that were written by hand and are right, and rejects each kind of wrong one. */
class HarnessTest {
  private static final String PROGRAM = """
      package corpus;
      final class Hand {
        @interface Differentiable {}
        @Differentiable
        static double f(double[] x, double a) {
          x[0] = x[0] * x[1];
          return x[0] * a;
        }
        @Differentiable
        static void g(double[] x, double a) {
          x[0] = x[0] * x[1] * a;
        }
      }
      """;

  private static final String DERIVATIVES = """
      package corpus;
      final class HandDerivatives {
        record FGradient(double value, double[] x, double a) {}
        record FVjp(double value, double a) {}
        record FJvp(double value, double tangent) {}
        record GVjp(double a) {}
        static FGradient fGradient(double[] x, double a) {
          double[] xAdjoint = new double[x.length];
          FVjp r = fVjp(x, a, 1, xAdjoint);
          return new FGradient(r.value(), xAdjoint, r.a());
        }
        static FVjp fVjp(double[] x, double a, double seed, double[] xAdjoint) {
          double x0 = x[0];
          x[0] = x0 * x[1];
          double d = xAdjoint[0] + seed * a;
          xAdjoint[0] = d * x[1];
          xAdjoint[1] += d * x0;
          return new FVjp(x[0] * a, seed * x[0]);
        }
        static FJvp fJvp(double[] x, double a, double[] dx, double da) {
          dx[0] = dx[0] * x[1] + x[0] * dx[1];
          x[0] = x[0] * x[1];
          return new FJvp(x[0] * a, dx[0] * a + x[0] * da);
        }
        static GVjp gVjp(double[] x, double a, double[] xAdjoint) {
          double x0 = x[0], d = xAdjoint[0];
          x[0] = x0 * x[1] * a;
          xAdjoint[0] = d * x[1] * a;
          xAdjoint[1] += d * x0 * a;
          return new GVjp(d * x0 * x[1]);
        }
        static void gJvp(double[] x, double a, double[] dx, double da) {
          dx[0] = dx[0] * x[1] * a + x[0] * dx[1] * a + x[0] * x[1] * da;
          x[0] = x[0] * x[1] * a;
        }
      }
      """;

  @Test
  void rightDerivativesPass() throws Throwable {
    check(DERIVATIVES);
  }

  @Test
  void aWrongPartialIsFound() {
    rejects("xAdjoint[1] += d * x0;", "xAdjoint[1] += d * x[0];");
  }

  @Test
  void aSeedThatIsNotConsumedIsFound() {
    rejects("xAdjoint[0] = d * x[1] * a;", "xAdjoint[0] += d * x[1] * a;");
  }

  @Test
  void anOverwrittenBufferIsFound() {
    rejects("xAdjoint[1] += d * x0;", "xAdjoint[1] = d * x0;");
  }

  @Test
  void aPrimalThatIsReassociatedIsFound() {
    rejects("x[0] = x0 * x[1] * a;", "x[0] = x0 * (x[1] * a);");
  }

  @Test
  void anArrayThatIsNotWrittenIsFound() {
    rejects("x[0] = x[0] * x[1];", "double y = x[0] * x[1];");
  }

  @Test
  void aWrongTangentIsFound() {
    rejects("dx[0] * a + x[0] * da", "dx[0] * a");
  }

  @Test
  void everyMethodOfTheCorpusHasPointsAtWhichDifferencesConverge() throws Throwable {
    var failures = new ArrayList<String>();
    var texts = Corpus.read();
    var sources = new java.util.LinkedHashMap<String, String>();
    texts.forEach((name, text) -> sources.put("corpus." + name, text));
    Compilation compilation = Compilation.plain(sources, "-Xlint:all", "-Werror");
    assertTrue(compilation.success(), compilation.problems());
    ClassLoader loader = compilation.loader();
    for (var program : texts.entrySet()) {
      var tolerance = Corpus.tolerance(program.getValue());
      for (Subject subject : Subject.read(program.getKey(), program.getValue())) {
        var derivatives = Derivatives.ofPrimalOnly(loader, subject);
        var points = CorpusTest.rows(loader, subject, "inputs", derivatives);
        int kinks = CorpusTest.table(loader, subject, "kinks").length;
        if (points.length + kinks == 0) {
          failures.add(subject + " has no points");
        }
        for (Object[] point : points) {
          double error = new Checks(derivatives, point, tolerance).differencesError();
          if (!(error <= tolerance.differences() / 2)) {
            failures.add(subject + " at " + Values.text(point) + ": differences are off by " + error);
          }
        }
        for (Object[] point : CorpusTest.rows(loader, subject, "throws", derivatives)) {
          assertThrows(Throwable.class, () -> derivatives.primal(point), subject.toString());
        }
      }
    }
    assertTrue(failures.isEmpty(), () -> String.join("\n", failures));
  }

  private static void rejects(String right, String wrong) {
    assertTrue(DERIVATIVES.contains(right));
    assertThrows(AssertionError.class, () -> check(DERIVATIVES.replace(right, wrong)));
  }

  private static void check(String derivatives) throws Throwable {
    Compilation compilation = Compilation.plain(Map.of("corpus.Hand", PROGRAM, "corpus.HandDerivatives", derivatives));
    assertTrue(compilation.success(), compilation.problems());
    ClassLoader loader = compilation.loader();
    for (Subject subject : Subject.read("Hand", PROGRAM)) {
      var checks = new Checks(new Derivatives(loader, subject), new Object[] {new double[] {0.1, 0.2}, 0.3}, Checks.Tolerance.DOUBLE);
      checks.primal();
      checks.forwardAgainstDifferences();
      checks.reverseAgainstForward(1);
      checks.zeroSeed();
      checks.buffers(1);
      Checks.same(checks.everything(1), List.copyOf(checks.everything(1)));
    }
  }
}
