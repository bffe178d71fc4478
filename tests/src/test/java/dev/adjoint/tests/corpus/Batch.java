package dev.adjoint.tests.corpus;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assertions;

/** Many programs, compiled together with analyses on and off and held to every rule at every point. */
public final class Batch {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private Batch() {}

  /**
   * What was found.
   *
   * @param failures the first failure of each program that has one, by program
   * @param points points checked
   * @param differences points at which differences were a trustworthy reference and were compared
   */
  public record Report(Map<String, String> failures, int points, int differences) {}

  /** Compiles and checks; texts are by simple name in package {@code corpus}. */
  public static Report check(Map<String, String> texts, Checks.Tolerance tolerance) {
    Corpus on = Corpus.compile(texts);
    Corpus off = Corpus.compile(texts, "-Aadjoint.analysis=off");
    var failures = new LinkedHashMap<String, String>(on.rejected());
    off.rejected().forEach((name, text) -> failures.putIfAbsent(name, "analyses off: " + text));
    int[] counts = new int[2];
    for (var program : new TreeMap<>(texts).entrySet()) {
      String name = program.getKey();
      if (failures.containsKey(name)) {
        continue;
      }
      try {
        Assertions.assertTimeoutPreemptively(LIMIT, () -> check(name, program.getValue(), on, off, tolerance, counts));
      } catch (Throwable e) {
        failures.put(name, e instanceof AssertionError ? e.getMessage() : describe(e));
      }
    }
    return new Report(failures, counts[0], counts[1]);
  }

  /** The same for second derivatives, which programs get in each of their annotations. */
  public static Report checkSecondOrder(Map<String, String> texts, Checks.Tolerance tolerance) {
    var twice = new TreeMap<String, String>();
    texts.forEach((name, text) -> twice.put(name, SecondOrderTest.twice(text)));
    Corpus on = Corpus.compile(twice);
    Corpus off = Corpus.compile(twice, "-Aadjoint.analysis=off");
    var failures = new LinkedHashMap<String, String>(on.rejected());
    off.rejected().forEach((name, text) -> failures.putIfAbsent(name, "analyses off: " + text));
    int[] counts = new int[2];
    for (var program : twice.entrySet()) {
      if (!failures.containsKey(program.getKey())) {
        try {
          Assertions.assertTimeoutPreemptively(LIMIT,
              () -> checkSecondOrder(program.getKey(), program.getValue(), on, off, tolerance, counts));
        } catch (Throwable e) {
          failures.put(program.getKey(), e instanceof AssertionError ? e.getMessage() : describe(e));
        }
      }
    }
    return new Report(failures, counts[0], counts[1]);
  }

  private static void checkSecondOrder(String name, String text, Corpus on, Corpus off, Checks.Tolerance tolerance, int[] counts)
      throws Throwable {
    for (Subject subject : Subject.read(name, text)) {
      var with = new Derivatives(on.loader(), subject);
      if (!SecondOrder.applies(with)) {
        continue;
      }
      Object[][] same = CorpusTest.rows(off.loader(), subject, "inputs", new Derivatives(off.loader(), subject));
      int k = 0;
      for (Object[] point : CorpusTest.rows(on.loader(), subject, "inputs", with)) {
        Object[] other = same[k++];
        if (!new Checks(with, point, tolerance).isModerate()) {
          continue;
        }
        try {
          var second = new SecondOrder(on.loader(), subject, point, tolerance);
          second.firstOrder();
          Checks.same(second.everything(), new SecondOrder(off.loader(), subject, other, tolerance).everything());
          if (second.isModerate() && new Checks(with, point, tolerance).isWellConditioned()) {
            counts[0]++;
            second.structure();
            second.buffers();
            counts[1] += second.againstDifferences() > 0 ? 1 : 0;
          }
        } catch (Throwable e) {
          String message = e instanceof AssertionError ? e.getMessage() : describe(e);
          throw new AssertionError(subject + " at " + Values.text(point) + ": " + message, e);
        }
      }
    }
  }

  /** The same for Taylor coefficients, in the first parameter that is a number. */
  public static Report checkTaylor(Map<String, String> texts, Checks.Tolerance tolerance) {
    var expanded = new TreeMap<String, String>();
    texts.forEach((name, text) -> expanded.put(name, AnnotationText.withTaylor(text, Subject.read(name, text))));
    Corpus corpus = Corpus.compile(expanded);
    var failures = new LinkedHashMap<String, String>(corpus.rejected());
    int[] counts = new int[2];
    for (var program : expanded.entrySet()) {
      if (!failures.containsKey(program.getKey())) {
        try {
          Assertions.assertTimeoutPreemptively(LIMIT, () -> checkTaylor(program.getKey(), program.getValue(), corpus, tolerance, counts));
        } catch (Throwable e) {
          failures.put(program.getKey(), e instanceof AssertionError ? e.getMessage() : describe(e));
        }
      }
    }
    return new Report(failures, counts[0], counts[1]);
  }

  private static void checkTaylor(String name, String text, Corpus corpus, Checks.Tolerance tolerance, int[] counts) throws Throwable {
    for (Subject subject : Subject.read(name, text)) {
      var with = new Derivatives(corpus.loader(), subject);
      if (!Taylor.applies(subject, with)) {
        continue;
      }
      for (Object[] point : CorpusTest.rows(corpus.loader(), subject, "inputs", with)) {
        var checks = new Checks(with, point, tolerance);
        if (!checks.isModerate() || !checks.isWellConditioned()) {
          continue;
        }
        try {
          var taylor = new Taylor(corpus.loader(), subject, point, tolerance);
          counts[0]++;
          taylor.firstOrder();
          taylor.structure();
          counts[1] += checks.isStraightCloseBy() && taylor.againstDifferences() > 0 ? 1 : 0;
        } catch (Throwable e) {
          String message = e instanceof AssertionError ? e.getMessage() : describe(e);
          throw new AssertionError(subject + " at " + Values.text(point) + ": " + message, e);
        }
      }
    }
  }

  /** The same for patterns of Jacobians; points at which a pattern leaves out entries count as differences. */
  public static Report checkSparsity(Map<String, String> texts, Checks.Tolerance tolerance) {
    var asked = new TreeMap<String, String>();
    texts.forEach((name, text) -> asked.put(name, AnnotationText.withSparsity(text, Subject.read(name, text))));
    Corpus corpus = Corpus.compile(asked);
    var failures = new LinkedHashMap<String, String>(corpus.rejected());
    int[] counts = new int[2];
    for (var program : asked.entrySet()) {
      if (failures.containsKey(program.getKey())) {
        continue;
      }
      try {
        Assertions.assertTimeoutPreemptively(LIMIT, () -> {
          for (Subject subject : Subject.read(program.getKey(), program.getValue())) {
            var with = new Derivatives(corpus.loader(), subject);
            for (Object[] point : CorpusTest.rows(corpus.loader(), subject, "inputs", with)) {
              var checks = new Checks(with, point, tolerance);
              if (checks.isModerate() && checks.isWellConditioned()) {
                int left = JacobianChecks.sparse(corpus.loader(), subject, with, point, tolerance);
                counts[0] += left >= 0 ? 1 : 0;
                counts[1] += left > 0 ? 1 : 0;
              }
            }
          }
        });
      } catch (Throwable e) {
        failures.put(program.getKey(), e instanceof AssertionError ? e.getMessage() : describe(e));
      }
    }
    return new Report(failures, counts[0], counts[1]);
  }

  private static String describe(Throwable e) {
    return e + " at " + (e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]);
  }

  private static void check(String name, String text, Corpus on, Corpus off, Checks.Tolerance tolerance, int[] counts)
      throws Throwable {
    for (Subject subject : Subject.read(name, text)) {
      var with = new Derivatives(on.loader(), subject);
      var without = new Derivatives(off.loader(), subject);
      for (Object[] point : CorpusTest.rows(on.loader(), subject, "inputs", with)) {
        try {
          check(new Checks(with, point, tolerance), new Checks(without, point, tolerance), tolerance, counts);
        } catch (Throwable e) {
          String message = e instanceof AssertionError ? e.getMessage() : describe(e);
          throw new AssertionError(subject + " at " + Values.text(point) + ": " + message, e);
        }
      }
    }
  }

  private static void check(Checks on, Checks off, Checks.Tolerance tolerance, int[] counts) throws Throwable {
    on.primal();
    off.primal();
    if (!on.isModerate()) {
      return;
    }
    counts[0]++;
    Checks.same(on.everything(2), off.everything(2));
    on.zeroSeed();
    if (!on.isWellConditioned()) {
      return;
    }
    on.reverseAgainstForward(1);
    off.reverseAgainstForward(1);
    on.buffers(3);
    if (on.differencesError() <= tolerance.differences() / 10 && on.isStraightCloseBy()) {
      counts[1]++;
      on.forwardAgainstDifferences();
    }
  }
}
