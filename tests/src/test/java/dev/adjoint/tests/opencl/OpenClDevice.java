package dev.adjoint.tests.opencl;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.Backends;
import dev.adjoint.runtime.backend.opencl.OpenClBackend;
import dev.adjoint.runtime.backend.spi.Availability;
import dev.adjoint.runtime.backend.spi.View;

/** The first device that OpenCL has. */
final class OpenClDevice {
  static final Device DEVICE = new Device("opencl", 0);

  private OpenClDevice() {}

  /** The backend that tensors on the device use; without a device the test is skipped. */
  static OpenClBackend backend() {
    return switch (new OpenClBackend().probe()) {
      case Availability.Available _ -> (OpenClBackend) Backends.of(DEVICE);
      case Availability.Unavailable unavailable -> abort(unavailable.reason());
    };
  }

  /** A view of a copy of a Java array. */
  static View view(Object array, int... sizes) {
    return new View(backend().memory().upload(DEVICE, array), Shape.of(sizes));
  }

  static View zeros(DType dtype, int... sizes) {
    Shape shape = Shape.of(sizes);
    return new View(backend().memory().allocate(DEVICE, dtype, shape.numel()), shape);
  }
}
