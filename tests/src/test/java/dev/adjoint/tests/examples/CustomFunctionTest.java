package dev.adjoint.tests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.examples.tensor.CustomFunction;
import org.junit.jupiter.api.Test;

/** The function's own derivative holds where the composed one is a NaN, and a wrong one is found. */
class CustomFunctionTest {
  @Test
  void theOwnDerivativeDoesNotOverflow() {
    Printed printed = new Printed();
    CustomFunction.Result result = CustomFunction.check(printed.out);
    double[] x = {-800, -2, 0.5, 3, 800};
    for (int i = 0; i < 5; i++) {
      assertEquals(1 / (1 + Math.exp(-x[i])), result.own().toDoubles()[i], 1e-15);
    }
    assertTrue(Double.isNaN(result.composed().toDoubles()[4]));
    assertTrue(result.complaint().contains("backward gives"), result.complaint());
    assertEquals(0.6225, printed.number("of its own: +tensor\\(\\[\\S+ \\S+ (\\S+),"));
    assertTrue(printed.text().contains("grad_fn=<LogOnePlusExpBackward>"), printed.text());
  }
}
