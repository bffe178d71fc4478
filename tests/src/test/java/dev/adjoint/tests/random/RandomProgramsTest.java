package dev.adjoint.tests.random;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.adjoint.tests.corpus.Batch;
import dev.adjoint.tests.corpus.Checks;
import dev.adjoint.tests.corpus.Compilation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Random programs in every mode. {@code -Dadjoint.random.programs=100000} runs more of them, {@code -Dadjoint.random.seed}
 * repeats a run. A program that fails is made smaller before it is printed.
 */
class RandomProgramsTest {
  private static final int BATCH = 50;
  private static final int SHRINKING_STEPS = 150;
  private static final Checks.Tolerance TOLERANCE = new Checks.Tolerance(1e-10, 1e-5, 1e-3, 6);

  @Test
  void programsAreValidJavaAndEnd() {
    var texts = new LinkedHashMap<String, String>();
    var generator = new Generator(1);
    for (int i = 0; i < 200; i++) {
      texts.put("corpus.R" + i, generator.program("R" + i).text());
    }
    Compilation compilation = Compilation.plain(texts, "-Xlint:all", "-Xmaxerrs", "5");
    assertTrue(compilation.success(), compilation::problems);
  }

  @Test
  void allModesAgree() {
    int count = Integer.getInteger("adjoint.random.programs", 500);
    long seed = Long.getLong("adjoint.random.seed", System.nanoTime() % 1_000_000);
    System.out.println("random programs: " + count + ", -Dadjoint.random.seed=" + seed);
    int points = 0;
    int differences = 0;
    for (int from = 0; from < count; from += BATCH) {
      var generator = new Generator(seed * 1_000_003 + from);
      var programs = new LinkedHashMap<String, Program>();
      for (int i = from; i < Math.min(count, from + BATCH); i++) {
        programs.put("R" + i, generator.program("R" + i));
      }
      var texts = new LinkedHashMap<String, String>();
      programs.forEach((name, program) -> texts.put(name, program.text()));
      Batch.Report report = Batch.check(texts, TOLERANCE);
      points += report.points();
      differences += report.differences();
      if (!report.failures().isEmpty()) {
        fail(describe(seed, from, programs, report.failures()));
      }
    }
    System.out.println("points: " + points + ", compared with differences: " + differences);
    assertTrue(points >= count, "most points overflow: " + points);
    assertTrue(2 * differences >= points, "differences converge at too few points: " + differences + " of " + points);
  }

  private static String describe(long seed, int from, Map<String, Program> programs, Map<String, String> failures) {
    String name = failures.keySet().iterator().next();
    Program small = shrink(programs.get(name));
    String why = Batch.check(Map.of(name, small.text()), TOLERANCE).failures().get(name);
    return failures.size() + " of the programs from " + from + " on fail: " + failures.keySet() + "\n"
        + "repeat with -Dadjoint.random.seed=" + seed + "\n" + name + " as generated: " + failures.get(name) + "\nmade smaller: "
        + why + "\n\n" + small.text();
  }

  /** Greedily: any smaller program that still compiles without the processor, ends, and fails with it. */
  private static Program shrink(Program program) {
    int steps = 0;
    boolean smaller = true;
    while (smaller && steps < SHRINKING_STEPS) {
      smaller = false;
      for (Program candidate : candidates(program)) {
        if (++steps > SHRINKING_STEPS) {
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
    var all = new java.util.ArrayList<Program>();
    for (List<Statement> body : Statement.smaller(p.body())) {
      all.add(new Program(p.name(), p.result(), body, p.helper(), p.inputs()));
    }
    for (List<Statement> helper : Statement.smaller(p.helper())) {
      all.add(new Program(p.name(), p.result(), p.body(), helper, p.inputs()));
    }
    return all;
  }
}
