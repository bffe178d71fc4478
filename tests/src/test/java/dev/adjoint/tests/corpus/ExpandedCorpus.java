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
import org.junit.jupiter.api.DynamicTest;

/**
 * The corpus with one element more in the annotations of all programs that can have it. A program may be refused, with a reason
 * that is named; one in five at the most.
 */
final class ExpandedCorpus {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Map<String, String> texts = new TreeMap<>();
  private final String reasons;
  private final Corpus corpus;
  private final AtomicInteger refused = new AtomicInteger();

  /** What writes the element into the annotations of a program; a program that cannot have it stays as it is. */
  interface Expansion {
    String of(String text, List<Subject> subjects);
  }

  /** What is checked of a method. */
  interface Check {
    /** @param point arguments */
    void at(ClassLoader loader, Subject subject, Derivatives derivatives, Object[] point, Checks.Tolerance tolerance) throws Throwable;
  }

  /**
   * Compiles.
   *
   * @param reasons the codes with which a program may be refused, a regular expression
   */
  ExpandedCorpus(Expansion expansion, String reasons) {
    this.reasons = "(?s).*\\[(" + reasons + ")].*";
    var all = new TreeMap<>(Corpus.read());
    all.forEach((name, text) -> {
      String expanded = expansion.of(text, Subject.read(name, text));
      if (!expanded.equals(text)) {
        texts.put(name, expanded);
      }
    });
    all.putAll(texts);
    this.corpus = Corpus.compile(all);
    String chosen = System.getProperty("adjoint.corpus", ".*");
    texts.keySet().removeIf(name -> !name.matches(chosen));
  }

  /** One test for each program: all methods at all points. */
  Stream<DynamicTest> tests(Check check) {
    return texts.keySet().stream().map(name -> dynamicTest(name, () -> assertTimeoutPreemptively(LIMIT, () -> run(name, check))));
  }

  private void run(String program, Check check) throws Exception {
    String refusal = corpus.rejected().get(program);
    if (refusal != null && refusal.matches(reasons)) {
      refused.incrementAndGet();
      return;
    }
    assertEquals(null, refusal, "rejected");
    assertEquals(List.of(), corpus.unexpectedWarnings(program));
    var tolerance = Corpus.tolerance(texts.get(program));
    var failures = new ArrayList<String>();
    for (Subject subject : Subject.read(program, texts.get(program))) {
      var derivatives = new Derivatives(corpus.loader(), subject);
      for (Object[] point : CorpusTest.rows(corpus.loader(), subject, "inputs", derivatives)) {
        try {
          check.at(corpus.loader(), subject, derivatives, point, tolerance);
        } catch (Throwable e) {
          failures.add(subject + " at " + Values.text(point) + ": " + message(e));
        }
      }
    }
    assertTrue(failures.isEmpty(), () -> String.join("\n", failures));
  }

  /** What a failure says, in a list of them. */
  static String message(Throwable e) {
    return e instanceof AssertionError ? e.getMessage()
        : e + " at " + (e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]);
  }

  /** Fails unless enough was compared, and few programs refused, where all of them were chosen. */
  void enough(String what, int compared, int least) {
    System.out.println(what + ": " + compared + ", programs refused: " + refused + " of " + texts.size());
    boolean all = System.getProperty("adjoint.corpus") == null;
    assertTrue(!all || compared > least, what + ": " + compared);
    assertTrue(!all || refused.get() * 5 < texts.size(), "programs refused: " + refused);
  }
}
