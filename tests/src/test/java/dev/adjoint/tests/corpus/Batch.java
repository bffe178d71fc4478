package dev.adjoint.tests.corpus;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Assertions;

/** Many programs, compiled together and held to every rule at every point. */
public final class Batch {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Map<String, String> texts = new TreeMap<>();
  private final Checks.Tolerance tolerance;
  private final Corpus on;
  /** Compiled with analyses off, or the same. */
  private final Corpus off;
  private int points;
  private int differences;

  /**
   * What was found.
   *
   * @param failures the first failure of each program that has one, by program
   * @param points points checked
   * @param differences points at which differences were a trustworthy reference and were compared
   */
  public record Report(Map<String, String> failures, int points, int differences) {}

  /** What is checked of a method. */
  private interface Check {
    /** @param same the same arguments for what was compiled with analyses off */
    void at(Subject subject, Object[] point, Object[] same) throws Throwable;
  }

  private Batch(Map<String, String> texts, BiFunction<String, String, String> expansion, boolean twice, Checks.Tolerance tolerance) {
    texts.forEach((name, text) -> this.texts.put(name, expansion.apply(name, text)));
    this.tolerance = tolerance;
    this.on = Corpus.compile(this.texts);
    this.off = twice ? Corpus.compile(this.texts, "-Aadjoint.analysis=off") : on;
  }

  /** Compiles and checks; texts are by simple name in package {@code corpus}. */
  public static Report check(Map<String, String> texts, Checks.Tolerance tolerance) {
    var batch = new Batch(texts, (name, text) -> text, true, tolerance);
    return batch.run(batch::firstOrder);
  }

  /** The same for second derivatives, which programs get in each of their annotations. */
  public static Report checkSecondOrder(Map<String, String> texts, Checks.Tolerance tolerance) {
    var batch = new Batch(texts, (name, text) -> SecondOrderTest.twice(text), true, tolerance);
    return batch.run(batch::secondOrder);
  }

  /** The same for Taylor coefficients, in the first parameter that is a number. */
  public static Report checkTaylor(Map<String, String> texts, Checks.Tolerance tolerance) {
    var batch = new Batch(texts, (name, text) -> AnnotationText.withTaylor(text, Subject.read(name, text)), false, tolerance);
    return batch.run(batch::taylor);
  }

  /** The same for patterns of Jacobians; points at which a pattern leaves out entries count as differences. */
  public static Report checkSparsity(Map<String, String> texts, Checks.Tolerance tolerance) {
    var batch = new Batch(texts, (name, text) -> AnnotationText.withSparsity(text, Subject.read(name, text)), false, tolerance);
    return batch.run(batch::sparsity);
  }

  private Report run(Check check) {
    var failures = new LinkedHashMap<String, String>(on.rejected());
    off.rejected().forEach((name, text) -> failures.putIfAbsent(name, "analyses off: " + text));
    texts.forEach((name, text) -> {
      if (!failures.containsKey(name)) {
        try {
          Assertions.assertTimeoutPreemptively(LIMIT, () -> run(name, text, check));
        } catch (Throwable e) {
          failures.put(name, ExpandedCorpus.message(e));
        }
      }
    });
    return new Report(failures, points, differences);
  }

  private void run(String name, String text, Check check) throws Throwable {
    for (Subject subject : Subject.read(name, text)) {
      Object[][] rows = CorpusTest.rows(on.loader(), subject, "inputs", new Derivatives(on.loader(), subject));
      Object[][] same = CorpusTest.rows(off.loader(), subject, "inputs", new Derivatives(off.loader(), subject));
      for (int k = 0; k < rows.length; k++) {
        try {
          check.at(subject, rows[k], same[k]);
        } catch (Throwable e) {
          throw new AssertionError(subject + " at " + Values.text(rows[k]) + ": " + ExpandedCorpus.message(e), e);
        }
      }
    }
  }

  private Checks checks(Corpus corpus, Subject subject, Object[] point) throws Exception {
    return new Checks(new Derivatives(corpus.loader(), subject), point, tolerance);
  }

  private void firstOrder(Subject subject, Object[] point, Object[] same) throws Throwable {
    Checks with = checks(on, subject, point);
    Checks without = checks(off, subject, same);
    with.primal();
    without.primal();
    if (!with.isModerate()) {
      return;
    }
    points++;
    Checks.same(with.everything(2), without.everything(2));
    with.zeroSeed();
    if (!with.isWellConditioned()) {
      return;
    }
    with.reverseAgainstForward(1);
    without.reverseAgainstForward(1);
    with.buffers(3);
    if (with.differencesError() <= tolerance.differences() / 10 && with.isStraightCloseBy()) {
      differences++;
      with.forwardAgainstDifferences();
    }
  }

  private void secondOrder(Subject subject, Object[] point, Object[] same) throws Throwable {
    if (!SecondOrder.applies(new Derivatives(on.loader(), subject)) || !checks(on, subject, point).isModerate()) {
      return;
    }
    var second = new SecondOrder(on.loader(), subject, point, tolerance);
    second.firstOrder();
    Checks.same(second.everything(), new SecondOrder(off.loader(), subject, same, tolerance).everything());
    if (second.isModerate() && checks(on, subject, point).isWellConditioned()) {
      points++;
      second.structure();
      second.buffers();
      differences += second.againstDifferences() > 0 ? 1 : 0;
    }
  }

  private void taylor(Subject subject, Object[] point, Object[] same) throws Throwable {
    Checks checks = checks(on, subject, point);
    if (!Taylor.applies(subject, new Derivatives(on.loader(), subject)) || !checks.isModerate() || !checks.isWellConditioned()) {
      return;
    }
    var taylor = new Taylor(on.loader(), subject, point, tolerance);
    points++;
    taylor.firstOrder();
    taylor.structure();
    differences += checks.isStraightCloseBy() && taylor.againstDifferences() > 0 ? 1 : 0;
  }

  private void sparsity(Subject subject, Object[] point, Object[] same) throws Throwable {
    Checks checks = checks(on, subject, point);
    if (checks.isModerate() && checks.isWellConditioned()) {
      int left = JacobianChecks.sparse(on.loader(), subject, new Derivatives(on.loader(), subject), point, tolerance);
      points += left >= 0 ? 1 : 0;
      differences += left > 0 ? 1 : 0;
    }
  }
}
