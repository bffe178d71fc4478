package dev.adjoint.tests.corpus;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;

/**
 * Programs with {@code @Checkpoint} wherever it may stand and is not refused.
 *
 * @param accepted the number of annotations in them
 * @param refused the number of annotations taken out again
 */
public record Checkpointed(Corpus corpus, int accepted, int refused) {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Pattern REFUSED = Pattern.compile("\\[AD04[0-3]]");

  /**
   * What is different where some places of the programs are annotated.
   *
   * @param texts by simple name in package {@code corpus}
   * @return what is not the same to the last bit, by program
   */
  public static Map<String, String> differences(Map<String, String> texts, Function<String, List<CheckpointedText.Place>> where,
      int[] counts) {
    Checkpointed annotated = compile(texts, where);
    counts[0] += annotated.accepted();
    counts[1] += annotated.refused();
    return annotated.differences(texts, Corpus.compile(texts));
  }

  /** Annotates everything, and takes back what is refused. */
  static Checkpointed compile(Map<String, String> texts, Function<String, List<CheckpointedText.Place>> where,
      String... options) {
    Map<String, List<CheckpointedText.Place>> places = new TreeMap<>();
    texts.forEach((name, text) -> places.put(name, new ArrayList<>(where.apply(text))));
    int refused = 0;
    while (true) {
      var sources = new LinkedHashMap<String, String>();
      texts.forEach((name, text) -> sources.put("corpus." + name, CheckpointedText.annotated(text, places.get(name))));
      var all = new ArrayList<>(List.of("-Xmaxerrs", "10000", "-Xmaxwarns", "10000"));
      all.addAll(List.of(options));
      Compilation compilation = Compilation.withProcessor(sources, all.toArray(String[]::new));
      if (compilation.success()) {
        int accepted = places.values().stream().mapToInt(List::size).sum();
        return new Checkpointed(new Corpus(texts, Map.of(), compilation, compilation.loader()), accepted, refused);
      }
      int before = refused;
      for (var d : compilation.diagnostics()) {
        if (d.getKind() == Diagnostic.Kind.ERROR && d.getSource() != null) {
          Matcher code = REFUSED.matcher(d.getMessage(null));
          List<CheckpointedText.Place> of = places.get(Corpus.program(Compilation.fileName(d.getSource())));
          if (code.find()) {
            int size = of.size();
            boolean around = of.removeIf(p -> p.contains(d.getLineNumber()));
            if (!around) {
              of.clear();
            }
            refused += size - of.size();
          }
        }
      }
      if (refused == before) {
        throw new AssertionError(compilation.problems());
      }
    }
  }

  /** What is not the same to the last bit as without annotations, by program. */
  Map<String, String> differences(Map<String, String> texts, Corpus plain) {
    Map<String, String> failures = new TreeMap<>(plain.rejected());
    texts.forEach((name, text) -> {
      for (Subject subject : failures.containsKey(name) ? List.<Subject>of() : Subject.read(name, text)) {
        try {
          assertTimeoutPreemptively(LIMIT, () -> compare(subject, Corpus.tolerance(text), plain, corpus));
        } catch (Throwable e) {
          failures.putIfAbsent(name, subject + ": " + (e instanceof AssertionError ? e.getMessage() : e.toString()));
        }
      }
    });
    return failures;
  }

  private static void compare(Subject subject, Checks.Tolerance tolerance, Corpus plain, Corpus checkpointed) throws Throwable {
    var a = new Derivatives(plain.loader(), subject);
    var b = new Derivatives(checkpointed.loader(), subject);
    Object[][] points = CorpusTest.rows(plain.loader(), subject, "inputs", a);
    Object[][] same = CorpusTest.rows(checkpointed.loader(), subject, "inputs", b);
    for (int k = 0; k < points.length; k++) {
      var checks = new Checks(b, same[k], tolerance);
      checks.primal();
      Checks.same(new Checks(a, points[k], tolerance).everything(3), checks.everything(3));
    }
    for (Object[] row : CorpusTest.rows(checkpointed.loader(), subject, "throws", b)) {
      new Checks(b, row, tolerance).exceptions();
    }
  }
}
