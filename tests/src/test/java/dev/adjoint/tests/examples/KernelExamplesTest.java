package dev.adjoint.tests.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.adjoint.examples.kernels.Devices;
import dev.adjoint.examples.kernels.FusedActivation;
import dev.adjoint.examples.kernels.HeatDiffusivity;
import dev.adjoint.examples.kernels.NBody;
import dev.adjoint.runtime.array.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels' examples compute what they say, on the CPU and on the first device. */
class KernelExamplesTest {
  private final Printed printed = new Printed();

  private static Device device(boolean first) {
    Device device = first ? Devices.first() : Device.cpu();
    assumeFalse(first && device.equals(Device.cpu()), "there is no device");
    return device;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theFusedActivationHasTheGradientsOfTensorOperations(boolean first) {
    assertTrue(FusedActivation.run(device(first), printed.out) < 1e-5, printed.text());
    assertTrue(printed.text().contains("grad_fn = <FusedActivation_swishBackward>"), printed.text());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theDiffusivityComesOutOfTheData(boolean first) {
    HeatDiffusivity.Fit fit = HeatDiffusivity.fit(device(first), 120, printed.out);
    assertTrue(fit.last() < 1e-3 * fit.first(), printed.text());
    assertTrue(fit.error() < 0.1, printed.text());
    assertEquals(1.5, printed.number("k\\[3\\] = (\\S+),"), 0.15);
  }

  @Test
  void aDeviceFitsWhatTheCpuFits() {
    HeatDiffusivity.Fit there = HeatDiffusivity.fit(device(true), 3, printed.out);
    HeatDiffusivity.Fit here = HeatDiffusivity.fit(Device.cpu(), 3, printed.out);
    assertEquals(here.last(), there.last(), 1e-9 * here.last());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void forcesBalanceAndEnergyIsQuadraticInTheMasses(boolean first) {
    NBody.Result result = NBody.run(device(first), 200, printed.out);
    assertTrue(result.energy() < 0 && result.momentum() < 1e-12 && result.euler() < 1e-12, printed.text());
  }
}
