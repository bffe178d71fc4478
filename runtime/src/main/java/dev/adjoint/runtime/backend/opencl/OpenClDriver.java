package dev.adjoint.runtime.backend.opencl;

import dev.adjoint.runtime.backend.device.DeviceInfo;
import dev.adjoint.runtime.backend.device.DeviceQueue;
import dev.adjoint.runtime.backend.device.Dialect;
import dev.adjoint.runtime.backend.device.Driver;
import java.util.ArrayList;
import java.util.List;

/**
 * The devices of all platforms.
 *
 * @param found those on which the kernels can run
 * @param reasons why there are not more
 */
record OpenClDriver(List<OpenClDevice> found, List<String> reasons) implements Driver {

  /** Looks for platforms and devices. */
  static OpenClDriver find() {
    OpenClPlatforms platforms = OpenClPlatforms.find();
    var devices = new ArrayList<OpenClDevice>();
    var reasons = new ArrayList<>(platforms.reasons());
    for (OpenClPlatforms.Platform platform : platforms.all()) {
      devices.addAll(OpenClDevice.of(platform, reasons));
    }
    return new OpenClDriver(devices, reasons);
  }

  @Override
  public Dialect dialect() {
    return Dialect.OPENCL_C;
  }

  @Override
  public List<DeviceInfo> devices() {
    return found.stream().map(OpenClDevice::info).toList();
  }

  @Override
  public DeviceQueue open(int index) {
    return new OpenClQueue(found.get(index));
  }
}
