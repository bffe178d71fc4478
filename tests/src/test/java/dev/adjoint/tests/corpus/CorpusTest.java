package dev.adjoint.tests.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/**
 * Every program of the corpus in every mode. A program declares its points in {@code inputs_f}, points at which it throws in
 * {@code throws_f}, and points with a documented derivative in {@code kinks_f}, each as rows of argument lists.
 *
 * <p>The system property {@code adjoint.corpus} (a regular expression) selects programs.
 */
class CorpusTest {
  /** Generated code that does not end is a failure like any other. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static Map<String, String> texts;
  private static Corpus on;
  private static Corpus off;

  @BeforeAll
  static void compile() {
    String chosen = System.getProperty("adjoint.corpus", ".*");
    texts = Corpus.read();
    on = Corpus.compile(texts);
    off = Corpus.compile(texts, "-Aadjoint.analysis=off");
    texts.keySet().removeIf(name -> !name.matches(chosen));
  }

  @AfterAll
  static void forget() {
    texts = null;
    on = null;
    off = null;
  }

  @Test
  void corpusIsLargeEnough() {
    assertTrue(Corpus.read().size() >= 100);
  }

  @Test
  void nothingIsSaidThatBelongsToNoProgram() {
    assertEquals(List.of(), on.warningsWithoutSource());
    assertEquals(List.of(), off.warningsWithoutSource());
  }

  @TestFactory
  Stream<DynamicNode> programs() {
    return texts.keySet().stream().map(name -> dynamicContainer(name, tests(name)));
  }

  private static List<DynamicTest> tests(String program) {
    var tests = new ArrayList<DynamicTest>();
    tests.add(dynamicTest("compiles", () -> compiles(program)));
    for (Mode mode : Mode.values()) {
      tests.add(dynamicTest(mode.name(), () -> assertTimeoutPreemptively(LIMIT, () -> check(program, mode))));
    }
    return tests;
  }

  private static void compiles(String program) {
    for (Corpus corpus : List.of(on, off)) {
      assertEquals(null, corpus.rejected().get(program), "rejected");
      assertEquals(List.of(), corpus.unexpectedWarnings(program));
    }
  }

  private enum Mode { PRIMAL, FORWARD, REVERSE, ANALYSES_OFF, ANALYSES_AGREE, ZERO_SEED, BUFFERS, JACOBIAN, EXCEPTIONS, KINKS }

  private static void check(String program, Mode mode) throws Throwable {
    assertTrue(!on.rejected().containsKey(program) && !off.rejected().containsKey(program), "does not compile");
    String text = texts.get(program);
    var tolerance = Corpus.tolerance(text);
    var failures = new ArrayList<Throwable>();
    for (Subject subject : Subject.read(program, text)) {
      attempt(failures, subject.toString(), () -> check(subject, mode, tolerance, failures));
    }
    if (!failures.isEmpty()) {
      var error = new AssertionError(String.join("\n", failures.stream().map(Throwable::getMessage).toList()));
      failures.forEach(error::addSuppressed);
      throw error;
    }
  }

  private static void attempt(List<Throwable> failures, String what, Executable check) {
    try {
      check.execute();
    } catch (Throwable e) {
      failures.add(new AssertionError(what + ": " + (e instanceof AssertionError ? e.getMessage() : e.toString()), e));
    }
  }

  private static void check(Subject subject, Mode mode, Checks.Tolerance tolerance, List<Throwable> failures) throws Throwable {
    var with = new Derivatives(on.loader(), subject);
    var without = new Derivatives(off.loader(), subject);
    Object[][] points = rows(on.loader(), subject, "inputs", with);
    Object[][] same = rows(off.loader(), subject, "inputs", without);
    Object[][] kinks = table(on.loader(), subject, "kinks");
    assertTrue(points.length + kinks.length > 0, "no points for " + subject);
    for (int k = 0; k < points.length; k++) {
      var checks = new Checks(with, points[k], tolerance);
      var checksOff = new Checks(without, same[k], tolerance);
      attempt(failures, subject + " at " + Values.text(points[k]), () -> {
        switch (mode) {
          case PRIMAL -> checks.primal();
          case FORWARD -> checks.forwardAgainstDifferences();
          case REVERSE -> checks.reverseAgainstForward(1);
          case ANALYSES_OFF -> {
            checksOff.primal();
            checksOff.reverseAgainstForward(2);
            checksOff.zeroSeed();
          }
          case ANALYSES_AGREE -> Checks.same(checks.everything(3), checksOff.everything(3));
          case ZERO_SEED -> checks.zeroSeed();
          case BUFFERS -> checks.buffers(4);
          case JACOBIAN -> JacobianChecks.check(on.loader(), subject, with, checks.arguments(), tolerance);
          case EXCEPTIONS, KINKS -> { }
        }
      });
    }
    if (mode == Mode.EXCEPTIONS) {
      for (Object[] row : rows(on.loader(), subject, "throws", with)) {
        attempt(failures, subject + " at " + Values.text(row), () -> new Checks(with, row, tolerance).exceptions());
        attempt(failures, subject + " at " + Values.text(row), () -> new Checks(without, row, tolerance).exceptions());
      }
    }
    if (mode == Mode.KINKS) {
      for (Object[] row : kinks) {
        Object[] point = (Object[]) row[0];
        double seed = (Double) row[1];
        double[] expected = (double[]) row[2];
        attempt(failures, subject + " at " + Values.text(row), () -> new Checks(with, point, tolerance).kink(seed, expected));
        attempt(failures, subject + " at " + Values.text(row), () -> new Checks(without, point, tolerance).kink(seed, expected));
      }
    }
  }

  /** The rows of a table that are arguments of this overload. */
  static Object[][] rows(ClassLoader loader, Subject subject, String table, Derivatives derivatives) throws Exception {
    return Stream.of(table(loader, subject, table)).filter(derivatives::accepts).toArray(Object[][]::new);
  }

  static Object[][] table(ClassLoader loader, Subject subject, String table) throws Exception {
    Class<?> owner = loader.loadClass(subject.className());
    for (Method m : owner.getDeclaredMethods()) {
      if (m.getName().equals(table + "_" + subject.method())) {
        m.setAccessible(true);
        return (Object[][]) m.invoke(null);
      }
    }
    return new Object[0][];
  }
}
