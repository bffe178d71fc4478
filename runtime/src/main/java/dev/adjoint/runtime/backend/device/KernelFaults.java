package dev.adjoint.runtime.backend.device;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.ArrayKernel;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Indices out of bounds in kernels over arrays. A device throws nothing: the first one is noted in a block of its memory, nothing is
 * read or written there, and what next brings elements to the host throws instead.
 */
final class KernelFaults {
  private static final int BYTES = 16;

  private final Accelerator accelerator;
  private final Map<Named, Integer> numbers = new HashMap<>();
  private final TreeMap<Integer, Named> names = new TreeMap<>();
  private int next = 1;
  private DeviceStorage block;
  private MemorySegment host;
  private volatile boolean armed;

  private record Named(String kernel, List<String> sites) {}

  KernelFaults(Accelerator accelerator) {
    this.accelerator = accelerator;
  }

  /** Adds the arguments with which a kernel notes its faults. */
  synchronized void arguments(ArrayKernel kernel, Launch launch) {
    if (block == null) {
      block = new DeviceStorage(accelerator, DType.INT64, BYTES / 8, true);
    }
    armed = true;
    launch.scratch(block).of(numbers.computeIfAbsent(new Named(kernel.name(), kernel.sites()), name -> {
      int first = next;
      next += name.sites().size();
      names.put(first, name);
      return first;
    }));
  }

  /**
   * Throws what kernels since the last call have noted.
   *
   * @throws ArrayIndexOutOfBoundsException if an index was out of bounds
   */
  void check() {
    if (armed) {
      read();
    }
  }

  private synchronized void read() {
    armed = false;
    host = host == null ? accelerator.queue().allocateHost(BYTES) : host;
    accelerator.queue().read(block.forReading(), 0, host, BYTES);
    int number = host.get(JAVA_INT, 0);
    if (number == 0) {
      return;
    }
    accelerator.queue().clear(block.forReading(), 0, BYTES);
    var entry = names.floorEntry(number);
    Named name = entry.getValue();
    throw new ArrayIndexOutOfBoundsException("kernel " + name.kernel() + " on " + accelerator.device() + ", "
        + name.sites().get(number - entry.getKey()) + " Index " + host.get(JAVA_INT, 4) + " out of bounds for length "
        + host.get(JAVA_INT, 8));
  }
}
