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

/** Every program of the corpus with Taylor coefficients of each of its methods from numbers to a number. */
class TaylorTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  /** What says that something that is called has first derivatives only, or that parameters are taken apart. */
  private static final String REFUSED = "(?s).*\\[AD33[56]].*";

  private static final AtomicInteger COMPARED = new AtomicInteger();
  private static final AtomicInteger REFUSALS = new AtomicInteger();
  private static Map<String, String> texts;
  private static Corpus corpus;

  @BeforeAll
  static void compile() {
    String chosen = System.getProperty("adjoint.corpus", ".*");
    texts = new TreeMap<>();
    Corpus.read().forEach((name, text) -> {
      String expanded = AnnotationText.withTaylor(text, Subject.read(name, text));
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
    System.out.println("coefficients compared with differences: " + COMPARED + ", programs refused: " + REFUSALS + " of " + texts.size());
    boolean all = System.getProperty("adjoint.corpus") == null;
    assertTrue(!all || COMPARED.get() > 1000, "coefficients compared with differences: " + COMPARED);
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
      if (!Taylor.applies(subject, with)) {
        continue;
      }
      for (Object[] point : CorpusTest.rows(corpus.loader(), subject, "inputs", with)) {
        try {
          var taylor = new Taylor(corpus.loader(), subject, point, tolerance);
          taylor.firstOrder();
          taylor.structure();
          taylor.refusals();
          COMPARED.addAndGet(taylor.againstDifferences());
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
