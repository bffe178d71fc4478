package dev.adjoint.tests.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.tests.corpus.Compilation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of claim of {@code -Aadjoint.report}, against what runs. */
class StorageReportTest {
  private static final String RECURRENCE = """
      @Differentiable
      public static double f(double[] x, int n) {
        double y = 1;
        for (int i = 0; i < x.length; i++) {
          y = Math.sin(y * x[i]);
        }
        return y;
      }
      """;

  private static final String UNKNOWN_TRIPS = """
      @Differentiable
      public static double f(double[] x, int n) {
        double y = 1;
        int i = 0;
        while (i < x.length) {
          if (x[i] > 0.6) {
            y = y * y * x[i] + 1 / y;
          } else {
            y = Math.exp(-y);
          }
          i += i < 0 ? 2 : 1;
        }
        return y + x[n - 1];
      }
      """;

  private static final String SEVERAL_TYPES = """
      @Differentiable
      public static double f(double[] x, int n) {
        double y = 1;
        float z = 1;
        long seed = 42;
        for (int i = 0; i < x.length; i++) {
          seed = seed * 6364136223846793005L + 1442695040888963407L;
          boolean odd = (seed & 1) == 1;
          int at = (int) Math.floorMod(seed, (long) x.length);
          z = (float) (odd ? z * x[at] : z - x[i]);
          y = odd ? y * y * 0.25 : y * z * x[at];
        }
        return y * z;
      }
      """;

  private static final String HELPER = """
      @Differentiable
      public static double f(double[] x, int n) {
        double y = 0;
        for (int i = 0; i < x.length; i++) {
          y = polynomial(x[i], y);
        }
        return y;
      }
      private static double polynomial(double a, double b) {
        double c = a * b + 1; c = c * c + a; c = c * b + a; c = c * c - b; c = c * a + c; c = c * c + a; c = c * b + a; c = c * c - b;
        c = c * a + c; c = c * c + a; c = c * b + a; c = c * c - b; c = c * a + c; c = c * c + a; c = c * b + a; c = c * c - b;
        c = c * a + c; c = c * c + a; c = c * b + a; c = c * c - b; c = c * a + c; c = c * c + a; c = c * b + a; c = c * c - b;
        c = c * a + c; c = c * c + a; c = c * b + a; c = c * c - b; c = c * a + c; c = c * c + a; c = c * b + a; c = c * c - b;
        c = c * a + c; c = c * c + a; c = c * b + a; c = c * c - b; c = c * a + c; c = c * c + a; c = c * b + a; c = c * c - b;
        return Math.sin(c);
      }
      """;

  @ParameterizedTest
  @ValueSource(strings = {RECURRENCE, UNKNOWN_TRIPS, SEVERAL_TYPES, HELPER})
  void theForwardHalfGrowsTheTapeByWhatIsReported(String members) {
    Reported r = Reported.of(members);
    long claimed = r.atMost("fForward");
    assertTrue(claimed > 0 && claimed <= r.perIteration("fForward"), r.report());
    boolean exact = !members.contains("else") && !members.contains("?");
    long grown = r.afterForward(3000) - r.afterForward(1000);
    assertTrue(exact ? grown == 2000 * claimed : grown <= 2000 * claimed && grown > 1000 * claimed,
        () -> grown / 2000.0 + " bytes in each iteration\n" + r.report());
  }

  @ParameterizedTest
  @ValueSource(strings = {RECURRENCE, SEVERAL_TYPES})
  void theWholeTakesArraysOfWhatIsReported(String members) {
    Reported r = Reported.of(members);
    long claimed = r.perIteration("fVjp");
    assertTrue(claimed > 0, r.report());
    assertEquals(2000 * claimed, r.lentByVjp(3000) - r.lentByVjp(1000), r::report);
  }

  @Test
  void theWholePushesWhatIsReportedWhereTripsAreNotKnown() {
    Reported r = Reported.of(UNKNOWN_TRIPS.replace("x[i] > 0.6", "n > 0"));
    long claimed = r.atMost("fVjp");
    long grown = r.pushedByVjp(3000) - r.pushedByVjp(1000);
    assertTrue(grown <= 2000 * claimed && grown > 1000 * claimed, () -> grown / 2000.0 + " bytes in each iteration\n" + r.report());
  }

  @Test
  void aLoopOfIndependentIterationsStoresNothingInTheWhole() {
    Reported r = Reported.of("""
        @Differentiable
        public static double f(double[] x, int n) {
          double sum = 0;
          for (int i = 0; i < x.length; i++) {
            sum += Math.sin(x[i]) * x[i];
          }
          return sum;
        }
        """);
    assertEquals(0, r.perIteration("fVjp"), r::report);
    assertFalse(r.body("fVjp").contains("tape."), r.body("fVjp"));
    assertEquals(2000 * r.perIteration("fForward"), r.afterForward(3000) - r.afterForward(1000), r::report);
  }

  @Test
  void anArrayThatAnIterationMakesAndKeepsCountsWithItsElements() {
    Reported r = Reported.of("""
        @Differentiable
        public static double f(double[] x, int n) {
          double y = 1;
          for (int i = 0; i < x.length; i++) {
            double[] t = new double[3];
            t[i % 3] = x[i] * y;
            y = t[0] * t[1] + Math.cos(t[2]) + y;
          }
          return y;
        }
        """);
    // the adjoint's array goes to the reverse sweep by reference
    assertTrue(r.report().contains("stored: tAdjoint 28 B per iteration of line 7"), r::report);
  }

  @Test
  void whatIsRecomputedIsEvaluatedInTheReverseSweepAndWhatIsStoredIsNot() {
    Reported r = Reported.of("""
        @Differentiable
        public static double f(double[] x, int n) {
          double y = 1;
          for (int i = 0; i < x.length; i++) {
            double cheap = x[i] - 3;
            double dear = Math.pow(y, 1.5);
            y = cheap * dear + Math.exp(dear);
          }
          return y;
        }
        """);
    String reverse = r.body("fVjp");
    reverse = reverse.substring(reverse.lastIndexOf("for (")).replaceAll("//.*", "");
    assertTrue(r.report().contains("recomputed: cheap (fVjp)"), r::report);
    assertTrue(reverse.contains("- 3.0"), reverse);
    assertTrue(r.report().contains("stored: dear 8 B per iteration of line 7"), r::report);
    assertFalse(r.report().contains("recomputed: dear"), r::report);
    assertEquals(1, count(reverse, "Math.pow"), "only the derivative's own power: " + reverse);
  }

  @Test
  void aLoopThatIsRunAgainSaysSo() {
    Reported r = Reported.of("""
        @Differentiable
        public static double f(double[] x, int n) {
          double sum = 0;
          for (int i = 0; i < x.length; i++) {
            sum += x[i] * x[i];
          }
          return Math.sqrt(sum) * sum;
        }
        """);
    assertTrue(r.report().contains("recomputed: each iteration (fVjp)"), r::report);
    assertEquals(2, count(r.body("fVjp"), "for ("));
    assertEquals(0, r.perIteration("fVjp"));
  }

  @Test
  void whatIsInactiveHasNoAdjointAndWhatIsActiveHas() {
    Reported r = Reported.of("""
        @Differentiable
        public static double f(double[] x, @NonDifferentiable double[] weights, int n) {
          double y = 0;
          double unused = 0;
          for (int i = 0; i < x.length; i++) {
            double scale = weights[i] * 2;
            double part = x[i] * scale;
            unused = part * part;
            y += part * y;
          }
          return unused > 0 ? y : -y;
        }
        """);
    String report = r.report();
    assertTrue(report.contains("inactive: weights (constant)"), report);
    assertTrue(report.contains("inactive: scale (constant)"), report);
    assertTrue(report.contains("inactive: unused (the result does not depend on it)"), report);
    assertFalse(report.contains("inactive: part") || report.contains("inactive: y"), report);
    String code = r.body("fVjp");
    for (String name : List.of("weights", "scale", "unused")) {
      assertFalse(code.contains(name + "Adjoint"), code);
    }
    assertTrue(code.contains("yAdjoint"), code);
  }

  @Test
  void theOrderIsThatOfTheSourceAndTheTextIsAlwaysTheSame() {
    String report = Reported.of(SEVERAL_TYPES).report();
    List<Integer> lines = report.lines().map(String::strip).filter(l -> l.matches("\\d+ .*"))
        .map(l -> Integer.parseInt(l.substring(0, l.indexOf(' ')))).toList();
    assertEquals(lines.stream().sorted().toList(), lines);
    assertTrue(lines.size() > 5, report);
    assertEquals(report, Reported.of(SEVERAL_TYPES).report());
  }

  @Test
  void theLimitAllowsWhatIsReportedAndNothingMore() {
    long needed = Reported.of(RECURRENCE).perIteration("fVjp");
    Compilation exact = limited(RECURRENCE, needed);
    assertTrue(exact.success(), exact::problems);
    Compilation tooLow = limited(RECURRENCE, needed - 1);
    assertFalse(tooLow.success());
    // y as it comes into an iteration: it belongs to the loop
    assertTrue(tooLow.problems().startsWith("P:7:") && tooLow.problems().contains("[AD320] an iteration of the loop in line 7 keeps "
        + needed + " bytes"), tooLow::problems);
  }

  private static final String CHECKPOINTED = """
      @Differentiable
      public static double f(double[] x, int n) {
        double y = 1;
        long seed = n;
        double[] sums = new double[3];
        for (@Checkpoint(snapshots = 5) int i = 0; i < x.length; i++) {
          seed = seed * 31 + i;
          y = Math.sin(y * x[i]) + (seed & 1);
          sums[(int) (seed & 1)] += y * y;
        }
        return y * sums[0] * sums[1];
      }
      """;

  @Test
  void statesOfACheckpointedLoopAreReportedAsWhatIsPutIntoThem() {
    Reported r = Reported.of(CHECKPOINTED);
    assertEquals(0, r.perIteration("fVjp"), r::report);
    assertTrue(r.report().contains("stored: y 8 B in each of 5 states of line 9"), r::report);
    assertTrue(r.report().contains("stored: sums 24 B in each of 5 states of line 9"), r::report);
    String forward = r.body("fForward");
    int variables = count(forward, "iStates.put(");
    assertEquals(1, count(forward, "iStates.content("));
    assertEquals(2, variables, forward);
    assertTrue(r.report().contains("at most " + 5 * (8 * 2 + 24) + " B in 5 states of line 9 (fForward)"), r::report);
    // what is on the tape does not depend on the trip count
    assertEquals(r.afterForward(1000), r.afterForward(3000));
  }

  @Test
  void theLimitIsThatOfWhatGrowsWithTheIterations() {
    assertTrue(limited(CHECKPOINTED, 0).success(), () -> limited(CHECKPOINTED, 0).problems());
    assertFalse(limited(CHECKPOINTED.replace("@Checkpoint(snapshots = 5) ", ""), 0).success());
  }

  private static final String NESTED = """
      @Differentiable
      public static double f(double[] x, int n) {
        double sum = 1;
        for (int k = 0; k < n; k++) {
          double y = sum;
          for (@Checkpoint(snapshots = 5) int i = 0; i < x.length; i++) {
            double z = y;
            for (int j = 0; j < 3; j++) {
              z = Math.exp(-z);
            }
            y = Math.sin(y * x[i]) * z;
          }
          sum += y * sum;
        }
        return sum;
      }
      """;

  @Test
  void allStatesCountForAnIterationOfTheLoopAround() {
    Reported r = Reported.of(NESTED);
    // y in five states; sum, the last y and the reference to the states, but not z of the inner loop
    long needed = 5 * 8 + r.perIteration("fVjp") - 8;
    assertTrue(r.report().contains("at most " + needed + " B per iteration of line 7 (fVjp)"), r::report);
    assertTrue(r.report().contains("at most 8 B per iteration of line 11 (fVjp)"), r::report);
    assertTrue(limited(NESTED, needed).success(), () -> limited(NESTED, needed).problems());
    Compilation tooLow = limited(NESTED, needed - 1);
    assertTrue(tooLow.problems().contains("[AD320] an iteration of the loop in line 7 keeps " + needed + " bytes"), tooLow::problems);
  }

  @Test
  void whatAnIterationThatIsRunAgainKeepsIsGivenBack() {
    String calls = """
        @Differentiable
        public static double f(double[] x, int n) {
          double y = 1;
          for (@Checkpoint(snapshots = 5) int i = 0; i < x.length; i++) {
            y = down(y * x[i], 3);
          }
          return y;
        }
        private static double down(double y, int n) {
          return n == 0 ? y : Math.sin(down(y, n - 1));
        }
        """;
    Reported r = Reported.of(calls);
    assertTrue(r.report().contains("stored: what downHelperForward keeps 73 B while an iteration of line 7 is reversed"), r::report);
    assertTrue(limited(calls, 0).success(), () -> limited(calls, 0).problems());
    assertFalse(limited(calls.replace("@Checkpoint(snapshots = 5) ", ""), 0).success());
  }

  @Test
  void whatAHelperKeepsCounts() {
    Compilation none = limited(HELPER, 0);
    assertFalse(none.success());
    assertTrue(none.problems().contains("[AD320]"), none::problems);
  }

  @Test
  void theReportChangesNothing() {
    Map<String, String> source = Map.of("p.P", "package p;\nimport dev.adjoint.annotations.*;\npublic final class P {\n" + HELPER + "}\n");
    assertEquals(Compilation.withProcessor(source).generated(), Compilation.withProcessor(source, "-Aadjoint.report").generated());
    Compilation off = Compilation.withProcessor(source, "-Aadjoint.report=off");
    assertTrue(off.diagnostics().stream().noneMatch(d -> d.getMessage(null).startsWith("Reverse mode")));
  }

  private static Compilation limited(String members, long limit) {
    return Compilation.withProcessor(Map.of("p.P", "package p;\nimport dev.adjoint.annotations.*;\npublic final class P {\n"
        + members.replace("@Differentiable", "@Differentiable(maxTapeBytesPerIteration = " + limit + ")") + "}\n"));
  }

  private static int count(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }
}
