package dev.adjoint.tests.random;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.adjoint.tests.corpus.Batch;
import dev.adjoint.tests.corpus.Checks;
import dev.adjoint.tests.corpus.Compilation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Random programs in every mode. {@code -Dadjoint.random.programs=100000} runs more of them, {@code -Dadjoint.random.seed}
 * makes other ones: a build is the same each time, a hunt is not. A program that fails is made smaller before it is printed.
 */
class RandomProgramsTest {
  private static final long SEED = 565009;
  private static final int BATCH = 50;
  private static final int SHRINKING_STEPS = 400;
  private static final int SHRINKING_SECONDS = 40;
  private static final int ENOUGH_FAILURES = 40;
  private static final int KINDS_SHRUNK = 4;
  private static final Checks.Tolerance TOLERANCE = new Checks.Tolerance(1e-10, 1e-5, 1e-3, 6, 1e-6);

  @Test
  void programsAreValidJavaAndEnd() {
    var texts = new LinkedHashMap<String, String>();
    var generator = new Generator(1, true);
    for (int i = 0; i < 200; i++) {
      texts.put("corpus.R" + i, generator.program("R" + i).text());
    }
    Compilation compilation = Compilation.plain(texts, "-Xlint:all", "-Xmaxerrs", "5");
    assertTrue(compilation.success(), compilation::problems);
  }

  @Test
  void allModesAgree() {
    int count = Integer.getInteger("adjoint.random.programs", 500);
    long seed = Long.getLong("adjoint.random.seed", SEED);
    System.out.println("random programs: " + count + ", -Dadjoint.random.seed=" + seed);
    int points = 0;
    int differences = 0;
    var programs = new LinkedHashMap<String, Program>();
    var failures = new LinkedHashMap<String, String>();
    var refusals = new Refusals();
    for (int from = 0; from < count && failures.size() < ENOUGH_FAILURES; from += BATCH) {
      var generator = new Generator(seed * 1_000_003 + from, true);
      var texts = new LinkedHashMap<String, String>();
      for (int i = from; i < Math.min(count, from + BATCH); i++) {
        Program program = generator.program("R" + i);
        texts.put(program.name(), program.text());
        programs.put(program.name(), program);
      }
      Batch.Report report = Batch.check(texts, TOLERANCE);
      points += report.points();
      differences += report.differences();
      report.failures().forEach((name, why) -> {
        if (!refusals.count(why)) {
          failures.put(name, why);
        }
      });
      programs.keySet().retainAll(failures.keySet());
    }
    System.out.println("points: " + points + ", compared with differences: " + differences + ", " + refusals);
    if (!failures.isEmpty()) {
      fail(describe(seed, programs, failures));
    }
    refusals.areFew(count);
    assertTrue(points >= count, "most points overflow: " + points);
    assertTrue(2 * differences >= points, "differences converge at too few points: " + differences + " of " + points);
  }

  /** One made-smaller program for each kind of failure, the shortest first. */
  private static String describe(long seed, Map<String, Program> programs, Map<String, String> failures) {
    var shortest = new LinkedHashMap<String, String>();
    failures.keySet().stream().sorted(Comparator.comparingInt(name -> programs.get(name).text().length()))
        .forEach(name -> shortest.putIfAbsent(kind(failures.get(name)), name));
    var text = new StringBuilder(failures.size() + " programs fail; repeat with -Dadjoint.random.seed=" + seed + "\n");
    failures.forEach((name, why) -> text.append(name).append(": ").append(firstLine(why)).append('\n'));
    shortest.values().stream().limit(KINDS_SHRUNK).forEach(name -> {
      Program small = shrink(programs.get(name));
      String why = Batch.check(Map.of(name, small.text()), TOLERANCE).failures().get(name);
      text.append("\n").append(name).append(", made smaller: ").append(why).append("\n\n").append(small.text());
    });
    return text.toString();
  }

  /** A failure without its numbers and places. */
  private static String kind(String failure) {
    String message = firstLine(failure);
    int place = message.indexOf("]: ");
    String words = place < 0 ? message : message.substring(place);
    return words.replaceAll("-?\\d[\\w.\\-]*|\\[.*]|\\d+\\[.*?]", "#");
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  /** Greedily: any smaller program that still compiles without the processor, ends, and fails with it. */
  private static Program shrink(Program program) {
    int steps = 0;
    long end = System.nanoTime() + SHRINKING_SECONDS * 1_000_000_000L;
    boolean smaller = true;
    while (smaller && steps < SHRINKING_STEPS && System.nanoTime() < end) {
      smaller = false;
      for (Program candidate : candidates(program)) {
        if (++steps > SHRINKING_STEPS || System.nanoTime() > end) {
          break;
        }
        Map<String, String> text = Map.of(candidate.name(), candidate.text());
        boolean valid = Compilation.plain(Map.of("corpus." + candidate.name(), candidate.text())).success();
        if (valid && !Batch.check(text, TOLERANCE).failures().isEmpty()) {
          program = candidate;
          smaller = true;
          break;
        }
      }
    }
    return program;
  }

  private static List<Program> candidates(Program p) {
    var all = new ArrayList<Program>();
    for (List<Statement> body : Statement.smaller(p.body())) {
      all.add(new Program(p.name(), p.result(), body, p.helper(), p.inputs()));
    }
    for (List<Statement> helper : Statement.smaller(p.helper())) {
      all.add(new Program(p.name(), p.result(), p.body(), helper, p.inputs()));
    }
    return all;
  }
}
