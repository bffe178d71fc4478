package dev.adjoint.tests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.examples.SabrCalibration;
import org.junit.jupiter.api.Test;

/** A calibration finds the parameters that a smile was made from, and fits quotes to a tenth of a per cent. */
class SabrCalibrationTest {
  @Test
  void findsTheParametersOfASmile() {
    double[] strikes = {0.02, 0.03, 0.04, 0.05, 0.06, 0.08};
    // Hagan's formula at forward 0.04, expiry 2, alpha 0.05, beta 0.5, rho -0.3, nu 0.4, by Strata 2.12.48.
    double[] volatilities = {
      0.36681754788156185, 0.2963236832249247, 0.2542171875, 0.23225824216662264, 0.22419035254134037,
      0.22674061701887885
    };
    var found = SabrCalibration.calibrate(new SabrCalibration.Smile(0.04, 2, 0.5, strikes, volatilities));
    assertEquals(0.05, found.alpha(), 1e-8);
    assertEquals(-0.3, found.rho(), 1e-7);
    assertEquals(0.4, found.nu(), 1e-7);
    assertTrue(found.error() < 1e-10);
  }

  @Test
  void fitsQuotes() {
    Printed printed = new Printed();
    var found = SabrCalibration.run(printed.out);
    assertTrue(found.error() < 1e-3, printed.text());
    assertEquals(found.error(), printed.number("error (\\S+)"), 1e-5);
    assertEquals(0.0405, printed.number("alpha (\\S+),"), 1e-4);
  }
}
