package dev.adjoint.tests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.examples.tensor.ProfiledStep;
import dev.adjoint.runtime.profile.Averages;
import org.junit.jupiter.api.Test;

/** The table counts the operations of ten steps. */
class ProfiledStepTest {
  @Test
  void countsOperations() {
    Printed printed = new Printed();
    Averages averages = ProfiledStep.run(printed.out);
    assertEquals(20, count(averages, "linear"));
    assertEquals(10, count(averages, "forward"));
    assertEquals(10, count(averages, "Optimizer.step#Sgd.step"));
    assertEquals(20, printed.number("\\n +linear .* (\\d+) *\\n"));
    assertTrue(printed.text().contains("Self CPU time total"), printed.text());
  }

  private static long count(Averages averages, String name) {
    return averages.rows().stream().filter(row -> row.name().equals(name)).mapToLong(Averages.Row::count).sum();
  }
}
