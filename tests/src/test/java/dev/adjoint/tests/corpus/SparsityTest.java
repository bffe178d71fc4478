package dev.adjoint.tests.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every program of the corpus with patterns of the Jacobians of its methods with a vector as their result. */
class SparsityTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  /** What says that something hides which cells depend on which. */
  private static final String REFUSED = "(?s).*\\[AD33[78]].*";

  private static final AtomicInteger LEFT_OUT = new AtomicInteger();
  private static final AtomicInteger REFUSALS = new AtomicInteger();
  private static Map<String, String> texts;
  private static Corpus corpus;

  @BeforeAll
  static void compile() {
    String chosen = System.getProperty("adjoint.corpus", ".*");
    texts = new TreeMap<>();
    Corpus.read().forEach((name, text) -> {
      String expanded = AnnotationText.withSparsity(text, Subject.read(name, text));
      if (!expanded.equals(text)) {
        texts.put(name, expanded);
      }
    });
    var all = new TreeMap<>(Corpus.read());
    all.putAll(texts);
    corpus = Corpus.compile(all);
    texts.keySet().removeIf(name -> !name.matches(chosen));
  }

  @AfterAll
  static void enoughWasCompared() {
    System.out.println("entries left out of patterns: " + LEFT_OUT + ", programs refused: " + REFUSALS + " of " + texts.size());
    boolean all = System.getProperty("adjoint.corpus") == null;
    assertTrue(!all || LEFT_OUT.get() > 100, "entries left out of patterns: " + LEFT_OUT);
    assertTrue(!all || REFUSALS.get() * 5 < texts.size(), "programs refused: " + REFUSALS);
  }

  @TestFactory
  Stream<DynamicTest> programs() {
    return texts.keySet().stream()
        .map(name -> dynamicTest(name, () -> assertTimeoutPreemptively(LIMIT, () -> check(name))));
  }

  private static void check(String program) throws Throwable {
    String refusal = corpus.rejected().get(program);
    if (refusal != null && refusal.matches(REFUSED)) {
      REFUSALS.incrementAndGet();
      return;
    }
    assertEquals(null, refusal, "rejected");
    assertEquals(List.of(), corpus.unexpectedWarnings(program));
    var tolerance = Corpus.tolerance(texts.get(program));
    var failures = new ArrayList<String>();
    for (Subject subject : Subject.read(program, texts.get(program))) {
      var with = new Derivatives(corpus.loader(), subject);
      for (Object[] point : CorpusTest.rows(corpus.loader(), subject, "inputs", with)) {
        try {
          LEFT_OUT.addAndGet(Math.max(0, JacobianChecks.sparse(corpus.loader(), subject, with, point, tolerance)));
        } catch (Throwable e) {
          failures.add(subject + " at " + Values.text(point) + ": " + message(e));
        }
      }
    }
    assertTrue(failures.isEmpty(), () -> String.join("\n", failures));
  }

  private static String message(Throwable e) {
    return e instanceof AssertionError ? e.getMessage()
        : e + " at " + (e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]);
  }
}
