package dev.adjoint.tests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.examples.LogisticGrowth;
import org.junit.jupiter.api.Test;

/** Ten steps of order 20 give all digits of the logistic function. */
class LogisticGrowthTest {
  @Test
  void tenStepsOfOrderTwentyAreExact() {
    Printed printed = new Printed();
    double exact = 1 / (1 + 9 * Math.exp(-5));
    assertEquals(exact, LogisticGrowth.after(5, 0.1, 10, 20, printed.out), 1e-14);
    assertEquals(exact, printed.number("order 20: (\\S+),"), 1e-14);
  }
}
