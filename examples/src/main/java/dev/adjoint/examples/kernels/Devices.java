package dev.adjoint.examples.kernels;

import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.backend.Backends;
import dev.adjoint.runtime.backend.spi.Availability;
import dev.adjoint.runtime.backend.spi.Backend;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/** Where an example runs: on a CUDA device, else one of OpenCL, else on the CPU, with a log line that says why. */
public final class Devices {
  private static final System.Logger LOG = System.getLogger(Devices.class.getPackageName());

  private Devices() {}

  /** The first device there is. */
  public static Device first() {
    var reasons = new ArrayList<String>();
    for (String kind : List.of("cuda", "opencl")) {
      for (Backend backend : Backends.all()) {
        if (backend.deviceKind().equals(kind)) {
          Availability availability = backend.probe();
          if (availability instanceof Availability.Available) {
            return new Device(kind, 0);
          }
          reasons.add(kind + ": " + availability);
        }
      }
    }
    LOG.log(Level.INFO, "no device, so kernels run on the CPU; " + String.join("; ", reasons));
    return Device.cpu();
  }
}
