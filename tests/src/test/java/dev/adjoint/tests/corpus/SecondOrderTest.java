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

/** Every program of the corpus with {@code order = 2} in each of its annotations, where its result is a number. */
class SecondOrderTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  /** What says that a program has no second derivatives. */
  private static final String REFUSED = "(?s).*\\[AD33[1234]].*";

  private static final AtomicInteger COMPARED = new AtomicInteger();
  private static Map<String, String> texts;
  private static Corpus on;
  private static Corpus off;

  @BeforeAll
  static void compile() {
    String chosen = System.getProperty("adjoint.corpus", ".*");
    texts = new TreeMap<>();
    Corpus.read().forEach((name, text) -> texts.put(name, twice(text)));
    on = Corpus.compile(texts);
    off = Corpus.compile(texts, "-Aadjoint.analysis=off");
    texts.keySet().removeIf(name -> !name.matches(chosen));
  }

  @AfterAll
  static void enoughWasCompared() {
    texts = null;
    on = null;
    off = null;
    boolean all = System.getProperty("adjoint.corpus") == null;
    assertTrue(!all || COMPARED.get() > 1000, "entries compared with differences: " + COMPARED);
  }

  /** The program with second derivatives. */
  static String twice(String text) {
    return text.replaceAll("@Differentiable\\((?!.*order)", "@Differentiable(order = 2, ")
        .replaceAll("@Differentiable\\b(?!\\()", "@Differentiable(order = 2)");
  }

  @TestFactory
  Stream<DynamicTest> programs() {
    return texts.keySet().stream()
        .map(name -> dynamicTest(name, () -> assertTimeoutPreemptively(LIMIT, () -> check(name))));
  }

  private static void check(String program) throws Throwable {
    String refusal = on.rejected().get(program);
    if (refusal != null && refusal.matches(REFUSED)) {
      String text = texts.get(program);
      assertTrue(refusal.contains("AD334") ? text.contains("record ") || text.contains("(List<")
          : text.contains("@DerivativeOf") || text.contains("@ImplicitRoot") || text.contains("@FixedPoint"), refusal);
      return;
    }
    assertEquals(null, refusal, "rejected");
    assertEquals(null, off.rejected().get(program), "rejected");
    assertEquals(List.of(), on.unexpectedWarnings(program));
    var tolerance = Corpus.tolerance(texts.get(program));
    var failures = new ArrayList<String>();
    for (Subject subject : Subject.read(program, texts.get(program))) {
      var with = new Derivatives(on.loader(), subject);
      if (!SecondOrder.applies(with)) {
        continue;
      }
      Object[][] points = CorpusTest.rows(on.loader(), subject, "inputs", with);
      Object[][] same = CorpusTest.rows(off.loader(), subject, "inputs", new Derivatives(off.loader(), subject));
      for (int k = 0; k < points.length; k++) {
        try {
          var second = new SecondOrder(on.loader(), subject, points[k], tolerance);
          second.firstOrder();
          second.structure();
          second.buffers();
          Checks.same(second.everything(), new SecondOrder(off.loader(), subject, same[k], tolerance).everything());
          COMPARED.addAndGet(second.againstDifferences());
        } catch (Throwable e) {
          failures.add(subject + " at " + Values.text(points[k]) + ": " + ExpandedCorpus.message(e));
        }
      }
      for (Object[] row : CorpusTest.rows(on.loader(), subject, "throws", with)) {
        try {
          new SecondOrder(on.loader(), subject, row, tolerance).exceptions();
        } catch (Throwable e) {
          failures.add(subject + " at " + Values.text(row) + ": " + ExpandedCorpus.message(e));
        }
      }
    }
    assertTrue(failures.isEmpty(), () -> String.join("\n", failures));
  }
}
