package dev.adjoint.runtime.backend.cuda;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.adjoint.runtime.backend.device.Arguments;
import dev.adjoint.runtime.backend.device.DeviceException;
import dev.adjoint.runtime.backend.device.DeviceQueue;
import dev.adjoint.runtime.backend.device.Grid;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * A device with its primary context, which other libraries of the process share, and one stream of its own.
 *
 * <p>A thread has a current context, which every command here sets first: nothing else tells the driver which device is
 * meant. Between that and the command nothing may block, since a virtual thread may go on on another thread then.
 */
final class CudaQueue implements DeviceQueue {
  private static final int NON_BLOCKING = 1;
  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final int REMEMBERED = 8;

  private final Cuda cuda;
  private final KernelCompiler compiler;
  private final KernelCompiler.Target target;
  private final String name;
  private final long context;
  private final long stream;
  private final HostMemory hostMemory;
  private final UploadRing uploads;
  /** For each thread the addresses of the arguments of the kernel that it queues. */
  private final ThreadLocal<MemorySegment> parameters =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(ADDRESS, Arguments.MOST));
  // The names of kernels queued last. Threads may overwrite each other's: they are for messages only.
  private final String[] recent = new String[REMEMBERED];
  private int queued;
  /** What failed first so that nothing works any more. */
  private volatile String end;

  CudaQueue(Cuda cuda, KernelCompiler compiler, CudaDevice device) {
    this.cuda = cuda;
    this.compiler = compiler;
    target = compiler.target(device.capability());
    name = device.info().name();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment result = arena.allocate(JAVA_LONG);
      CudaError.check(cuda, cuda.property(Cuda.Name.cuDevicePrimaryCtxRetain, result, device.handle()),
          "cuDevicePrimaryCtxRetain of " + name);
      context = result.get(JAVA_LONG, 0);
      CudaError.check(cuda, cuda.ofOne(Cuda.Name.cuCtxSetCurrent, context), "cuCtxSetCurrent of " + name);
      CudaError.check(cuda, cuda.property(Cuda.Name.cuStreamCreate, result, NON_BLOCKING), "cuStreamCreate on " + name);
      stream = result.get(JAVA_LONG, 0);
    }
    hostMemory = new HostMemory(cuda, context, name);
    uploads = new UploadRing(this, cuda, hostMemory);
  }

  /** Makes the device the one that this thread's next call of a library is about. */
  void enter() {
    check(cuda.ofOne(Cuda.Name.cuCtxSetCurrent, context), "cuCtxSetCurrent");
  }

  /** CUDA's {@code CUstream}. */
  long stream() {
    return stream;
  }

  /** The device's name. */
  String name() {
    return name;
  }

  /** Notes the name of what was queued. */
  void note(String command) {
    recent[queued++ & REMEMBERED - 1] = command;
  }

  void check(int code, String what) {
    if (code != CudaError.SUCCESS) {
      throw failure(code, what + " on " + name);
    }
  }

  private DeviceException failure(int code, String what) {
    String message = what + " failed with " + CudaError.text(cuda, code);
    if (end != null) {
      return new DeviceException(message + ", since the device cannot be used any more: " + end);
    }
    if (CudaError.isLasting(code)) {
      message += "; the error is that of an earlier command, perhaps of one of the kernels queued last: " + recent()
          + "; with CUDA_LAUNCH_BLOCKING=1 in the environment that kernel itself fails; this process cannot use the device"
          + " any more";
      end = message;
    }
    return new DeviceException(message);
  }

  private String recent() {
    var names = new StringBuilder();
    for (int i = 0; i < REMEMBERED; i++) {
      String kernel = recent[queued + i & REMEMBERED - 1];
      if (kernel != null) {
        names.append(names.isEmpty() ? "" : ", ").append(kernel);
      }
    }
    return names.isEmpty() ? "none" : names.toString();
  }

  @Override
  public long allocate(long bytes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(JAVA_LONG);
      enter();
      int code = cuda.allocate(address, bytes);
      if (code == CudaError.OUT_OF_MEMORY) {
        return 0;
      }
      check(code, "cuMemAlloc of " + bytes + " bytes");
      return address.get(JAVA_LONG, 0);
    }
  }

  @Override
  public void free(long block) {
    // The driver does not promise to wait for the stream.
    synchronize();
    enter();
    check(cuda.ofOne(Cuda.Name.cuMemFree_v2, block), "cuMemFree");
  }

  @Override
  public MemorySegment allocateHost(long bytes) {
    return hostMemory.allocate(bytes);
  }

  @Override
  public void write(MemorySegment from, long block, long offset, long bytes) {
    uploads.write(from, block + offset, bytes);
  }

  @Override
  public void read(long block, long offset, MemorySegment to, long bytes) {
    enter();
    check(cuda.toHost(to, block + offset, bytes, stream), "cuMemcpyDtoHAsync of " + bytes + " bytes");
    check(cuda.ofOne(Cuda.Name.cuStreamSynchronize, stream), "reading " + bytes + " bytes");
  }

  @Override
  public void copy(long from, long fromOffset, long to, long toOffset, long bytes) {
    enter();
    check(cuda.copy(to + toOffset, from + fromOffset, bytes, stream), "cuMemcpyDtoDAsync of " + bytes + " bytes");
  }

  @Override
  public void clear(long block, long offset, long bytes) {
    enter();
    check(cuda.clear(block + offset, bytes, stream), "cuMemsetD8Async of " + bytes + " bytes");
  }

  @Override
  public CompiledProgram compile(String program, String source) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment image = compiler.compile(program, source, target, name, arena);
      MemorySegment module = arena.allocate(JAVA_LONG);
      enter();
      check(cuda.loadModule(module, image), "cuModuleLoadData of program " + program);
      long handle = module.get(JAVA_LONG, 0);
      return kernel -> kernel(program, handle, kernel);
    }
  }

  private Kernel kernel(String program, long module, String kernel) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment function = arena.allocate(JAVA_LONG);
      MemorySegment text = arena.allocateFrom(kernel);
      enter();
      check(cuda.function(function, module, text), "cuModuleGetFunction of " + kernel + " in program " + program);
      return new Kernel(kernel, function.get(JAVA_LONG, 0));
    }
  }

  /**
   * A kernel.
   *
   * @param function CUDA's {@code CUfunction}
   */
  private record Kernel(String name, long function) implements CompiledKernel {}

  @Override
  public void launch(CompiledKernel compiled, Grid grid, Arguments arguments) {
    Kernel kernel = (Kernel) compiled;
    MemorySegment addresses = parameters.get();
    for (int i = 0; i < arguments.count(); i++) {
      addresses.setAtIndex(ADDRESS, i, arguments.value(i));
    }
    enter();
    note(kernel.name);
    int code =
        cuda.launch(kernel.function, grid.groupsX(), grid.groupsY(), grid.itemsX(), grid.itemsY(), stream, addresses);
    Reference.reachabilityFence(arguments);
    if (code != CudaError.SUCCESS) {
      throw failure(code, "kernel " + kernel.name + " with " + grid + " on " + name);
    }
  }

  @Override
  public void synchronize() {
    enter();
    check(cuda.ofOne(Cuda.Name.cuStreamSynchronize, stream), "cuStreamSynchronize");
  }

  @Override
  public TimingEvent record() {
    var event = new Event(newEvent(0));
    enter();
    check(cuda.record(event.handle, stream), "cuEventRecord");
    return event;
  }

  /** An event that is nowhere yet. */
  long newEvent(int flags) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment event = arena.allocate(JAVA_LONG);
      enter();
      check(cuda.property(Cuda.Name.cuEventCreate, event, flags), "cuEventCreate");
      return event.get(JAVA_LONG, 0);
    }
  }

  /** A point in the stream. */
  private final class Event implements TimingEvent {
    private final long handle;

    Event(long handle) {
      this.handle = handle;
    }

    @Override
    public long nanosSince(TimingEvent earlier) {
      long start = ((Event) earlier).handle;
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment milliseconds = arena.allocate(JAVA_FLOAT);
        enter();
        check(cuda.ofOne(Cuda.Name.cuEventSynchronize, start), "cuEventSynchronize");
        check(cuda.ofOne(Cuda.Name.cuEventSynchronize, handle), "cuEventSynchronize");
        check(cuda.elapsed(milliseconds, start, handle), "cuEventElapsedTime");
        return Math.round((double) milliseconds.get(JAVA_FLOAT, 0) * NANOS_PER_MILLI);
      }
    }

    @Override
    public void close() {
      enter();
      check(cuda.ofOne(Cuda.Name.cuEventDestroy_v2, handle), "cuEventDestroy");
    }
  }
}
