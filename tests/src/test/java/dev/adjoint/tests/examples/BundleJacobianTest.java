package dev.adjoint.tests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.examples.BundleJacobian;
import org.junit.jupiter.api.Test;

/** The sparse Jacobian has the entries it should have, and they agree with the reference. */
class BundleJacobianTest {
  @Test
  void agreesWithTheReference() {
    Printed printed = new Printed();
    BundleJacobian.Result result = BundleJacobian.compute(printed.out);
    assertEquals(31 * 31_843, result.entries());
    assertEquals(11 * 49 + 3 * 7_776 + 31_843 - 1, result.lastColumn());
    assertTrue(result.deviation() <= 1e-10, "deviation " + result.deviation());
    assertTrue(printed.number("deviation (\\S+)") <= 1e-10);
  }
}
