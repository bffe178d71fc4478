package dev.adjoint.runtime.backend.device;

import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.backend.device.DeviceQueue.CompiledKernel;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** One device in use: its queue, its memory, its programs, and a count of what is copied to and from it. */
final class Accelerator {
  /** Groups for each compute unit in kernels whose items each go through many elements. */
  private static final int GROUPS_PER_UNIT = 32;

  private final DeviceBackend backend;
  private final Device device;
  private final DeviceInfo info;
  private final DeviceQueue queue;
  private final DeviceAllocator allocator;
  private final Programs programs;
  private final KernelFaults faults;
  private final LongAdder toDevice = new LongAdder();
  private final LongAdder toDeviceBytes = new LongAdder();
  private final LongAdder toHost = new LongAdder();
  private final LongAdder toHostBytes = new LongAdder();

  Accelerator(DeviceBackend backend, Device device, Driver driver) {
    this.backend = backend;
    this.device = device;
    info = driver.devices().get(device.index());
    queue = driver.open(device.index());
    allocator = new DeviceAllocator(device, queue, info, DeviceMemory.budget(info));
    programs = new Programs(driver.dialect(), queue, info, device.toString());
    faults = new KernelFaults(this);
  }

  DeviceBackend backend() {
    return backend;
  }

  Device device() {
    return device;
  }

  DeviceInfo info() {
    return info;
  }

  DeviceQueue queue() {
    return queue;
  }

  DeviceAllocator allocator() {
    return allocator;
  }

  CompiledKernel kernel(KernelKey key, Function<KernelKey, KernelSource> source) {
    return programs.kernel(key, source);
  }

  /** What kernels over arrays note. */
  KernelFaults faults() {
    return faults;
  }

  /** Groups for {@code items} independent items, of which each takes several where there are very many. */
  Grid grid(int items) {
    int groups = items / Driver.GROUP_SIZE + (items % Driver.GROUP_SIZE == 0 ? 0 : 1);
    return Grid.of(Math.min(groups, GROUPS_PER_UNIT * info.computeUnits()), Driver.GROUP_SIZE);
  }

  /** Notes a copy from the host. */
  void countToDevice(long bytes) {
    toDevice.increment();
    toDeviceBytes.add(bytes);
  }

  /** Notes a copy to the host. */
  void countToHost(long bytes) {
    toHost.increment();
    toHostBytes.add(bytes);
  }

  TransferStatistics transfers() {
    return new TransferStatistics(toDevice.sum(), toDeviceBytes.sum(), toHost.sum(), toHostBytes.sum());
  }
}
