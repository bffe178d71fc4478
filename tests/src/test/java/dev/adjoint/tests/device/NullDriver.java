package dev.adjoint.tests.device;

import dev.adjoint.runtime.backend.device.Arguments;
import dev.adjoint.runtime.backend.device.DeviceException;
import dev.adjoint.runtime.backend.device.DeviceInfo;
import dev.adjoint.runtime.backend.device.DeviceQueue;
import dev.adjoint.runtime.backend.device.Dialect;
import dev.adjoint.runtime.backend.device.Driver;
import dev.adjoint.runtime.backend.device.Grid;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A driver with one device that computes nothing, and records what it was told. */
final class NullDriver implements Driver, DeviceQueue {
  /** A kernel that was queued. */
  record Launched(String kernel, Grid grid, List<Object> arguments) {}

  final List<Launched> launched = new ArrayList<>();
  final List<String> commands = new ArrayList<>();
  final Map<String, String> sources = new HashMap<>();
  final Map<Long, Long> blocks = new HashMap<>();
  private final Dialect dialect;
  private final DeviceInfo info;
  private long nextBlock = 1;
  /** What the device has room for. */
  long room = Long.MAX_VALUE;
  /** If not null, what every launch fails with. */
  String failure;

  NullDriver(Dialect dialect, long memory, boolean float64) {
    this.dialect = dialect;
    this.info = new DeviceInfo("null device", memory, memory, 4, 1024, float64);
  }

  long allocated() {
    return blocks.values().stream().mapToLong(Long::longValue).sum();
  }

  Launched last() {
    return launched.getLast();
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public List<DeviceInfo> devices() {
    return List.of(info);
  }

  @Override
  public DeviceQueue open(int index) {
    return this;
  }

  @Override
  public synchronized long allocate(long bytes) {
    if (allocated() + bytes > room) {
      return 0;
    }
    blocks.put(nextBlock, bytes);
    return nextBlock++;
  }

  @Override
  public synchronized void free(long block) {
    if (blocks.remove(block) == null) {
      throw new AssertionError("block " + block + " is not allocated");
    }
  }

  @Override
  public MemorySegment allocateHost(long bytes) {
    return Arena.ofAuto().allocate(bytes);
  }

  @Override
  public void write(MemorySegment from, long block, long offset, long bytes) {
    commands.add("write " + bytes + " at " + offset);
  }

  @Override
  public void read(long block, long offset, MemorySegment to, long bytes) {
    commands.add("read " + bytes + " at " + offset);
  }

  @Override
  public void copy(long from, long fromOffset, long to, long toOffset, long bytes) {
    commands.add("copy " + bytes + " from " + fromOffset + " to " + toOffset);
  }

  @Override
  public void clear(long block, long offset, long bytes) {
    commands.add("clear " + bytes + " at " + offset);
  }

  @Override
  public CompiledProgram compile(String name, String source) {
    sources.put(name, source);
    return kernel -> new CompiledKernel() {
      @Override
      public String name() {
        return kernel;
      }
    };
  }

  @Override
  public void launch(CompiledKernel kernel, Grid grid, Arguments arguments) {
    if (failure != null) {
      throw new DeviceException("kernel " + kernel.name() + " failed with " + failure);
    }
    var values = new ArrayList<>();
    for (int i = 0; i < arguments.count(); i++) {
      values.add(arguments.read(i));
    }
    launched.add(new Launched(kernel.name(), grid, values));
  }

  @Override
  public void synchronize() {}

  @Override
  public TimingEvent record() {
    throw new UnsupportedOperationException();
  }
}
