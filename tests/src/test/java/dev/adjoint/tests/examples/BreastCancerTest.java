package dev.adjoint.tests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.examples.BreastCancer;
import org.junit.jupiter.api.Test;

/** The regression sorts at least 95 of 100 tumours that it has not seen, and says so. */
class BreastCancerTest {
  @Test
  void heldOutAccuracy() {
    Printed printed = new Printed();
    BreastCancer.Fit fit = BreastCancer.fit(printed.out);
    double accuracy = printed.number("held-out accuracy (\\S+)");
    assertTrue(accuracy >= 0.95, printed.text());
    assertEquals(fit.accuracy(), accuracy, 5e-5);
    assertEquals(0.105, printed.number("loss (\\S+)"), 1e-3);
    assertTrue(printed.number("ratio (\\S+)") > 0);
  }
}
