package dev.adjoint.tests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.examples.ForceField;
import dev.adjoint.examples.ForceField.Dispersion;
import dev.adjoint.examples.ForceField.Spring;
import dev.adjoint.examples.ForceField.Sum;
import org.junit.jupiter.api.Test;

/** The relaxed particles are where no force is left, and what is printed is the energy there. */
class ForceFieldTest {
  @Test
  void threeParticlesWithoutBondsFormATriangle() {
    var printed = new Printed();
    double[] x = ForceField.relaxed(printed.out, new Sum(new Dispersion(0.5), new Sum(new Dispersion(0.5))), 0, 0, 1, 0, 0.3, 0.8);
    assertEquals(-3, printed.number("energy (\\S+) after"), 1e-6);
    assertEquals(1, Math.hypot(x[0] - x[2], x[1] - x[3]), 1e-6);
    assertEquals(1, Math.hypot(x[0] - x[4], x[1] - x[5]), 1e-6);
  }

  @Test
  void aBondHasItsLength() {
    double[] x = ForceField.relaxed(new Printed().out, new Sum(new Spring(0, 1, 1.5, 5)), 0, 0, 1, 0);
    assertEquals(1.5, x[2] - x[0], 1e-8);
  }
}
