package dev.adjoint.tests.device;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.device.DeviceBackend;
import dev.adjoint.runtime.backend.device.Dialect;
import dev.adjoint.runtime.backend.device.Driver;
import dev.adjoint.runtime.backend.spi.Availability;
import dev.adjoint.runtime.backend.spi.View;

/** A backend over a {@link NullDriver}. */
final class NullBackend extends DeviceBackend {
  static final Device DEVICE = new Device("null", 0);
  static final long MEMORY = 1 << 20;

  final NullDriver driver;

  NullBackend(NullDriver driver) {
    this.driver = driver;
  }

  /** One with a megabyte of memory, of which all can be used. */
  NullBackend() {
    this(new NullDriver(Dialect.OPENCL_C, MEMORY, true));
    memoryBudget(DEVICE, MEMORY);
  }

  View zeros(DType dtype, int... sizes) {
    Shape shape = Shape.of(sizes);
    return new View(memory().allocate(DEVICE, dtype, shape.numel()), shape);
  }

  @Override
  public String name() {
    return "null";
  }

  @Override
  public String deviceKind() {
    return "null";
  }

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public Availability probe() {
    return new Availability.Available(1, "null device");
  }

  @Override
  protected Driver driver() {
    return driver;
  }
}
