package dev.adjoint.tests.cuda;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.cuda.CudaBackend;
import dev.adjoint.runtime.backend.device.DeviceQueue;
import dev.adjoint.runtime.backend.spi.View;
import dev.adjoint.runtime.ffi.NativeLibrary;

/** The three libraries, and a backend over them. */
final class Fakes {
  static final Device DEVICE = Device.cuda(0);

  final FakeCuda cuda = new FakeCuda();
  final FakeNvrtc nvrtc = new FakeNvrtc();
  final FakeCublas cublas = new FakeCublas();
  private CudaBackend backend;

  /** The backend; what a test changes of the libraries must be changed before this is first called. */
  CudaBackend backend() {
    if (backend == null) {
      backend = new CudaBackend(cuda.library.loaded(), nvrtc.library.loaded(), cublas.library.loaded());
    }
    return backend;
  }

  /** A backend without cuBLAS. */
  CudaBackend withoutCublas() {
    backend = new CudaBackend(cuda.library.loaded(), nvrtc.library.loaded(), new NativeLibrary.Missing("no libcublas here"));
    return backend;
  }

  DeviceQueue queue() {
    return backend().queue(DEVICE);
  }

  View zeros(DType dtype, int... sizes) {
    Shape shape = Shape.of(sizes);
    return new View(backend().memory().allocate(DEVICE, dtype, shape.numel()), shape);
  }

  View upload(Object array, int... sizes) {
    return new View(backend().memory().upload(DEVICE, array), Shape.of(sizes));
  }

  /** Throws what went wrong in a function of a library. */
  void check() {
    for (FakeLibrary library : new FakeLibrary[] {cuda.library, nvrtc.library, cublas.library}) {
      if (library.defect != null) {
        throw new AssertionError("in a function of a library", library.defect);
      }
    }
  }
}
