package dev.adjoint.tests.backend;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.Backend;
import dev.adjoint.runtime.backend.spi.View;

/** Views on the first device of a backend. */
record On(Backend backend) {

  /** A copy of a Java array, in row-major order. */
  View view(Object array, int... shape) {
    return new View(backend.memory().upload(device(), array), Shape.of(shape));
  }

  /** A view of zeros, or false. */
  View zeros(DType dtype, int... shape) {
    Shape sizes = Shape.of(shape);
    return new View(backend.memory().allocate(device(), dtype, sizes.numel()), sizes);
  }

  float[] floats(View view) {
    return (float[]) backend.memory().download(view);
  }

  double[] doubles(View view) {
    return (double[]) backend.memory().download(view);
  }

  long[] longs(View view) {
    return (long[]) backend.memory().download(view);
  }

  boolean[] booleans(View view) {
    return (boolean[]) backend.memory().download(view);
  }

  Device device() {
    return new Device(backend.deviceKind(), 0);
  }
}
