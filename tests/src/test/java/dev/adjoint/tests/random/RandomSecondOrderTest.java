package dev.adjoint.tests.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.tests.corpus.Batch;
import dev.adjoint.tests.corpus.Checks;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/**
 * Random programs with second derivatives, Taylor coefficients, and patterns of Jacobians. {@code -Dadjoint.random.second=10000},
 * {@code -Dadjoint.random.taylor=10000} and {@code -Dadjoint.random.sparsity=10000} run more of them, {@code -Dadjoint.random.seed} makes other ones.
 */
class RandomSecondOrderTest {
  private static final long SEED = 565010;
  private static final int BATCH = 50;
  private static final Checks.Tolerance TOLERANCE = new Checks.Tolerance(1e-9, 1e-4, 1e-3, 6, 1e-6);

  @Test
  void productsAreThoseOfTheGradient() {
    check("second order", Integer.getInteger("adjoint.random.second", 100), 0.5, 0.5, true, Batch::checkSecondOrder);
  }

  @Test
  void taylorCoefficientsAreDerivativesOfEachOther() {
    check("Taylor coefficients", Integer.getInteger("adjoint.random.taylor", 100), 0.5, 0.5, false, Batch::checkTaylor);
  }

  @Test
  void patternsHaveEveryEntryOfTheJacobian() {
    check("patterns", Integer.getInteger("adjoint.random.sparsity", 100), 0.2, 0.1, false, Batch::checkSparsity);
  }

  private static void check(String what, int count, double leastPoints, double leastCompared, boolean dispatches,
      BiFunction<Map<String, String>, Checks.Tolerance, Batch.Report> batch) {
    long seed = Long.getLong("adjoint.random.seed", SEED);
    var failures = new LinkedHashMap<String, String>();
    var refusals = new Refusals();
    int points = 0;
    int differences = 0;
    for (int from = 0; from < count; from += BATCH) {
      var generator = new Generator(seed * 1_000_003 + from, dispatches);
      var texts = new LinkedHashMap<String, String>();
      for (int i = from; i < Math.min(count, from + BATCH); i++) {
        Program program = generator.program("R" + i);
        texts.put(program.name(), program.text());
      }
      Batch.Report report = batch.apply(texts, TOLERANCE);
      points += report.points();
      differences += report.differences();
      report.failures().forEach((name, why) -> {
        if (!refusals.count(why)) {
          failures.put(name, why + "\n" + texts.get(name));
        }
      });
    }
    System.out.println(what + ": " + points + " points, compared: " + differences + ", " + refusals);
    refusals.areFew(count);
    assertEquals(Map.of(), failures, () -> failures.size() + " programs fail; repeat with -Dadjoint.random.seed=" + seed);
    assertTrue(differences >= leastCompared * points && points > leastPoints * count, points + " points, " + differences + " compared");
  }
}
