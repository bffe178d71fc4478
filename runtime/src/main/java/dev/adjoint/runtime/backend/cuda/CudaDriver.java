package dev.adjoint.runtime.backend.cuda;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.adjoint.runtime.backend.device.DeviceException;
import dev.adjoint.runtime.backend.device.DeviceInfo;
import dev.adjoint.runtime.backend.device.DeviceQueue;
import dev.adjoint.runtime.backend.device.Dialect;
import dev.adjoint.runtime.backend.device.Driver;
import dev.adjoint.runtime.ffi.NativeLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The devices that the driver lists. Looking for them makes no context: that is done when one is opened.
 *
 * @param cuda the driver's functions; null if there are no devices
 * @param compiler of kernels; null if there are no devices
 * @param cublas for matrix products; null if there is none
 * @param withoutCublas why there is none
 * @param found the devices on which the kernels can run
 * @param reasons why there are not more
 */
record CudaDriver(Cuda cuda, KernelCompiler compiler, Cublas cublas, String withoutCublas, List<CudaDevice> found,
    List<String> reasons) implements Driver {

  /**
   * Looks for devices.
   *
   * @param nvrtc the compiler's library, given the major version of CUDA that the driver supports
   * @param cublas likewise
   */
  static CudaDriver find(NativeLibrary driver, IntFunction<NativeLibrary> nvrtc, IntFunction<NativeLibrary> cublas) {
    return switch (driver) {
      case NativeLibrary.Missing missing -> none("NVIDIA's driver not found: " + missing.reason());
      case NativeLibrary.Loaded library -> {
        var cuda = new Cuda(library);
        int code = cuda.init();
        if (code != CudaError.SUCCESS) {
          yield none("cuInit of " + library.name() + " failed with " + CudaError.text(cuda, code));
        }
        int version = number(cuda, Cuda.Name.cuDriverGetVersion);
        // A thousand times the major number and ten times the minor one.
        int major = version / 1000;
        String name = library.name() + " for CUDA " + major + "." + version % 1000 / 10;
        yield switch (nvrtc.apply(major)) {
          case NativeLibrary.Missing missing ->
              none(name + " is there, but its compiler NVRTC was not found: " + missing.reason());
          case NativeLibrary.Loaded compiler -> withCompiler(cuda, name, major, compiler, cublas.apply(major));
        };
      }
    };
  }

  private static CudaDriver none(String reason) {
    return new CudaDriver(null, null, null, "there is no device", List.of(), List.of(reason));
  }

  private static CudaDriver withCompiler(Cuda cuda, String driver, int newest, NativeLibrary.Loaded nvrtc,
      NativeLibrary cublas) {
    var compiler = new KernelCompiler(new Nvrtc(nvrtc));
    if (compiler.major() > newest) {
      return none(nvrtc.name() + ", " + compiler + ", is newer than " + driver + ", which would refuse its programs");
    }
    var devices = new ArrayList<CudaDevice>();
    var reasons = new ArrayList<String>();
    int count = number(cuda, Cuda.Name.cuDeviceGetCount);
    for (int i = 0; i < count; i++) {
      CudaDevice device = CudaDevice.of(cuda, i);
      String defect = device.defect(cuda, compiler);
      if (defect == null) {
        devices.add(device);
      } else {
        reasons.add(device.info().name() + ": " + defect);
      }
    }
    if (count == 0) {
      reasons.add(driver + " has no devices");
    }
    return switch (cublas) {
      case NativeLibrary.Missing missing -> new CudaDriver(cuda, compiler, null, missing.reason(), devices, reasons);
      case NativeLibrary.Loaded library -> withCublas(cuda, compiler, library, devices, reasons);
    };
  }

  private static CudaDriver withCublas(Cuda cuda, KernelCompiler compiler, NativeLibrary.Loaded library,
      List<CudaDevice> devices, List<String> reasons) {
    try {
      return new CudaDriver(cuda, compiler, new Cublas(library), null, devices, reasons);
    } catch (UnsupportedOperationException e) {
      return new CudaDriver(cuda, compiler, null, e.getMessage(), devices, reasons);
    }
  }

  private static int number(Cuda cuda, Cuda.Name function) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment result = arena.allocate(JAVA_INT);
      int code = cuda.number(function, result);
      if (code == CudaError.NO_DEVICE) {
        return 0;
      }
      CudaError.check(cuda, code, function.name());
      return result.get(JAVA_INT, 0);
    }
  }

  /** The devices and libraries, for a log line. */
  String description() {
    var text = new StringBuilder();
    for (CudaDevice device : found) {
      text.append(device.info().name()).append(", ");
    }
    text.append(compiler).append(", ");
    if (cublas == null) {
      return text.append("matrix products without cuBLAS: ").append(withoutCublas).toString();
    }
    int[] version = cublas.version();
    return text.append("cuBLAS ").append(version[0]).append('.').append(version[1]).toString();
  }

  @Override
  public Dialect dialect() {
    return Dialect.CUDA_C;
  }

  @Override
  public List<DeviceInfo> devices() {
    return found.stream().map(CudaDevice::info).toList();
  }

  /** @throws DeviceException if the device refuses */
  @Override
  public DeviceQueue open(int index) {
    return new CudaQueue(cuda, compiler, found.get(index));
  }
}
