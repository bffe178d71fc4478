package dev.adjoint.runtime.backend.cuda;

import dev.adjoint.runtime.backend.device.DeviceBackend;
import dev.adjoint.runtime.backend.device.Driver;
import dev.adjoint.runtime.backend.spi.Availability;
import dev.adjoint.runtime.backend.spi.MatrixProducts;
import dev.adjoint.runtime.ffi.NativeLibrary;
import java.util.function.Supplier;

/** NVIDIA's devices: {@code cuda:0} and on, in the driver's order. */
public final class CudaBackend extends DeviceBackend {
  private static final int PRIORITY = 10;

  /** What the search for the driver gave, which is made once for the process. */
  private static final class Found {
    static final CudaDriver DRIVER =
        CudaDriver.find(CudaLibraries.driver(), CudaLibraries::nvrtc, CudaLibraries::cublas);
  }

  private final Supplier<CudaDriver> search;
  private CudaDriver found;
  private MatrixProducts products;

  /** For {@link java.util.ServiceLoader}. */
  public CudaBackend() {
    search = () -> Found.DRIVER;
  }

  /**
   * Over libraries that the caller has found; {@link CudaLibraries} finds the usual ones.
   *
   * @param driver {@code libcuda}
   * @param nvrtc its compiler
   * @param cublas may be missing
   */
  public CudaBackend(NativeLibrary driver, NativeLibrary nvrtc, NativeLibrary cublas) {
    search = () -> CudaDriver.find(driver, _ -> nvrtc, _ -> cublas);
  }

  @Override
  public String name() {
    return "cuda";
  }

  @Override
  public String deviceKind() {
    return "cuda";
  }

  @Override
  public int priority() {
    return PRIORITY;
  }

  private synchronized CudaDriver found() {
    if (found == null) {
      found = search.get();
    }
    return found;
  }

  @Override
  public Availability probe() {
    try {
      CudaDriver driver = found();
      return driver.found().isEmpty()
          ? new Availability.Unavailable("no CUDA device: " + String.join("; ", driver.reasons()))
          : new Availability.Available(driver.found().size(), driver.description());
    } catch (RuntimeException | LinkageError e) {
      return new Availability.Unavailable("CUDA does not work here: " + e);
    }
  }

  @Override
  protected Driver driver() {
    return switch (probe()) {
      case Availability.Available _ -> found();
      case Availability.Unavailable unavailable -> throw new IllegalStateException(unavailable.reason());
    };
  }

  @Override
  public synchronized MatrixProducts matrixProducts() {
    if (products == null) {
      Cublas cublas = found().cublas();
      products = cublas == null ? super.matrixProducts() : new CublasProducts(this, cublas, super.matrixProducts());
    }
    return products;
  }
}
