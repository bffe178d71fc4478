package dev.adjoint.runtime.backend.opencl;

import dev.adjoint.runtime.backend.device.DeviceBackend;
import dev.adjoint.runtime.backend.device.DeviceInfo;
import dev.adjoint.runtime.backend.device.Driver;
import dev.adjoint.runtime.backend.spi.Availability;
import java.util.stream.Collectors;

/** Devices that OpenCL 1.2 reaches: {@code opencl:0} and on, over all platforms in the order in which they are listed. */
public final class OpenClBackend extends DeviceBackend {
  private static final int PRIORITY = 10;

  /** What the search for a driver gave, which is made once for the process. */
  private static final class Found {
    static final OpenClDriver DRIVER = OpenClDriver.find();
  }

  /** For {@link java.util.ServiceLoader}. */
  public OpenClBackend() {}

  @Override
  public String name() {
    return "opencl";
  }

  @Override
  public String deviceKind() {
    return "opencl";
  }

  @Override
  public int priority() {
    return PRIORITY;
  }

  @Override
  public Availability probe() {
    try {
      OpenClDriver driver = Found.DRIVER;
      if (driver.found().isEmpty()) {
        return new Availability.Unavailable("no OpenCL device: " + String.join("; ", driver.reasons()));
      }
      return new Availability.Available(driver.found().size(),
          driver.devices().stream().map(DeviceInfo::name).collect(Collectors.joining(", ")));
    } catch (RuntimeException | LinkageError e) {
      return new Availability.Unavailable("OpenCL does not work here: " + e);
    }
  }

  @Override
  protected Driver driver() {
    return switch (probe()) {
      case Availability.Available _ -> Found.DRIVER;
      case Availability.Unavailable unavailable -> throw new IllegalStateException(unavailable.reason());
    };
  }
}
