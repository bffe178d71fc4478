package dev.adjoint.runtime.backend.device;

import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.backend.spi.ArrayKernels;
import dev.adjoint.runtime.backend.spi.Backend;
import dev.adjoint.runtime.backend.spi.Elementwise;
import dev.adjoint.runtime.backend.spi.Indexing;
import dev.adjoint.runtime.backend.spi.MatrixProducts;
import dev.adjoint.runtime.backend.spi.Memory;
import dev.adjoint.runtime.backend.spi.RandomNumbers;
import dev.adjoint.runtime.backend.spi.Reductions;
import dev.adjoint.runtime.backend.spi.Windows;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A backend over a {@link Driver}: every family, with kernels that are compiled at run time.
 *
 * <p>Commands go to a device's queue in the order of the calls; a call returns when its commands are queued. What reads
 * elements on the host waits for them. Results depend on operands, shapes and strides only: two runs give the same bits.
 */
public abstract class DeviceBackend implements Backend {
  private final Map<Device, Accelerator> accelerators = new ConcurrentHashMap<>();
  private final DeviceElementwise elementwise = new DeviceElementwise();
  // Only kept by it, until the first use.
  @SuppressWarnings("this-escape")
  private final Memory memory = new DeviceTransfers(this, elementwise);

  private final Reductions reductions = new DeviceReductions();
  private final MatrixProducts matrixProducts = new DeviceMatrixProducts();
  private final Indexing indexing = new DeviceIndexing();
  private final Windows windows = new DeviceWindows();
  private final RandomNumbers randomNumbers = new DeviceRandomNumbers();
  private final ArrayKernels arrayKernels = new DeviceArrayKernels();

  /** For subclasses. */
  protected DeviceBackend() {}

  /**
   * The driver, which was found to work.
   *
   * @throws IllegalStateException if it does not; the message is the reason that {@link #probe} gives
   */
  protected abstract Driver driver();

  /** What is known of a device. */
  public final DeviceInfo info(Device device) {
    return accelerator(device).info();
  }

  /** How a device's memory is used. */
  public final MemoryStatistics memoryStatistics(Device device) {
    return accelerator(device).allocator().statistics();
  }

  /** Changes how many bytes may be allocated on a device at once; see {@link DeviceMemory#BUDGET_PROPERTY}. */
  public final void memoryBudget(Device device, long bytes) {
    accelerator(device).allocator().budget(bytes);
  }

  /** Gives the memory that no tensor holds to the driver. */
  public final void releaseCache(Device device) {
    accelerator(device).allocator().releaseCache();
  }

  /** What was copied between a device and the host. */
  public final TransferStatistics transfers(Device device) {
    return accelerator(device).transfers();
  }

  /** Waits until a device has done what was asked of it so far. */
  public final void synchronize(Device device) {
    accelerator(device).queue().synchronize();
    accelerator(device).faults().check();
  }

  /** The queue of a device, for commands of one's own and for timing. */
  public final DeviceQueue queue(Device device) {
    return accelerator(device).queue();
  }

  /** The device in use. */
  final Accelerator accelerator(Device device) {
    Accelerator open = accelerators.get(device);
    return open != null ? open : accelerators.computeIfAbsent(device, this::open);
  }

  private Accelerator open(Device device) {
    int count = driver().devices().size();
    if (!device.kind().equals(deviceKind()) || device.index() >= count) {
      throw new IllegalArgumentException("no device " + device + " here: backend " + name() + " has "
          + (count == 1 ? deviceKind() + ":0" : deviceKind() + ":0 to " + deviceKind() + ":" + (count - 1)));
    }
    return new Accelerator(this, device, driver());
  }

  @Override
  public final Memory memory() {
    return memory;
  }

  @Override
  public final Elementwise elementwise() {
    return elementwise;
  }

  @Override
  public final Reductions reductions() {
    return reductions;
  }

  /** {@inheritDoc} A subclass may know better ones, for some element types, and call these for the rest. */
  @Override
  public MatrixProducts matrixProducts() {
    return matrixProducts;
  }

  @Override
  public final Indexing indexing() {
    return indexing;
  }

  @Override
  public final Windows windows() {
    return windows;
  }

  @Override
  public final RandomNumbers randomNumbers() {
    return randomNumbers;
  }

  @Override
  public final ArrayKernels arrayKernels() {
    return arrayKernels;
  }
}
