package dev.adjoint.tests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.examples.NewtonFit;
import org.junit.jupiter.api.Test;

/** Newton's method on a record finds the minimum that the gradient alone finds, and doubles the digits of the slope in each of its last steps. */
class NewtonFitTest {
  @Test
  void lossOfTheMinimumInEightSteps() {
    Printed printed = new Printed();
    NewtonFit.Model model = NewtonFit.fit(printed.out);
    assertEquals(30, model.weights().length);
    assertEquals(0.10531, printed.number("iteration 8: loss ([0-9.]+)"), 1e-6);
    assertTrue(printed.number("iteration 8: loss \\S+, slope (\\S+)") < 1e-10, printed.text());
    assertTrue(printed.number("iteration 6: loss \\S+, slope (\\S+)") < 1e-3, printed.text());
  }
}
