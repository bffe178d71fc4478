package dev.adjoint.tests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.examples.SabrCalibration;
import dev.adjoint.examples.SmileFit;
import org.junit.jupiter.api.Test;

/** A gradient of records finds what least squares with a Jacobian of numbers find. */
class SmileFitTest {
  @Test
  void findsWhatLeastSquaresFind() {
    Printed printed = new Printed();
    var least = SabrCalibration.run(printed.out);
    SmileFit.Model found = SmileFit.run(printed.out);
    assertEquals(least.alpha(), found.alpha(), 1e-6);
    assertEquals(least.rho(), found.rho(), 1e-4);
    assertEquals(least.nu(), found.nu(), 1e-4);
    assertEquals(0.5, found.beta());
    double squares = 8 * Math.pow(100 * least.error(), 2);
    assertEquals(squares, printed.number("misfit (\\S+)"), 1e-3);
  }
}
