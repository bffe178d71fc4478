package dev.adjoint.runtime.backend.opencl;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.adjoint.runtime.backend.device.Arguments;
import dev.adjoint.runtime.backend.device.DeviceException;
import dev.adjoint.runtime.backend.device.DeviceQueue;
import dev.adjoint.runtime.backend.device.Grid;
import dev.adjoint.runtime.backend.device.KernelBuildException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** A device with a context of its own and one in-order queue. */
final class OpenClQueue implements DeviceQueue {
  private static final long CONTEXT_PLATFORM = 0x1084;
  private static final long QUEUE_PROFILING = 2;
  private static final long BUFFER_READ_WRITE = 1;
  private static final int COMMAND_END = 0x1283;
  private static final int HOST_ALIGNMENT = 64;

  private final OpenClDevice device;
  private final OpenCl cl;
  private final String name;
  private final long context;
  private final long queue;
  private final OpenClPrograms programs;
  private final MemorySegment zero = Arena.global().allocate(1);
  /** The kernel that was queued last, for messages; null before the first. */
  private volatile String lastKernel;

  OpenClQueue(OpenClDevice device) {
    this.device = device;
    cl = device.platform().functions();
    name = device.info().name();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment error = arena.allocate(JAVA_INT);
      MemorySegment properties = arena.allocateFrom(JAVA_LONG, CONTEXT_PLATFORM, device.platform().handle(), 0);
      context = cl.createContext(properties, arena.allocateFrom(JAVA_LONG, device.handle()), error);
      OpenClError.check(error.get(JAVA_INT, 0), "clCreateContext for " + name);
      queue = cl.createQueue(context, device.handle(), QUEUE_PROFILING, error);
      OpenClError.check(error.get(JAVA_INT, 0), "clCreateCommandQueue for " + name);
    }
    programs = new OpenClPrograms(device, context);
  }

  @Override
  public long allocate(long bytes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment error = arena.allocate(JAVA_INT);
      long block = cl.createBuffer(context, BUFFER_READ_WRITE, bytes, error);
      return switch (error.get(JAVA_INT, 0)) {
        case OpenClError.SUCCESS -> block;
        case OpenClError.MEM_OBJECT_ALLOCATION_FAILURE, OpenClError.OUT_OF_RESOURCES, OpenClError.OUT_OF_HOST_MEMORY,
            OpenClError.INVALID_BUFFER_SIZE -> 0;
        default -> throw new DeviceException("clCreateBuffer of " + bytes + " bytes on " + name + " failed with "
            + OpenClError.name(error.get(JAVA_INT, 0)));
      };
    }
  }

  @Override
  public void free(long block) {
    check(cl.ofOne(OpenCl.Name.clReleaseMemObject, block), "clReleaseMemObject");
  }

  @Override
  public MemorySegment allocateHost(long bytes) {
    return Arena.ofAuto().allocate(bytes, HOST_ALIGNMENT);
  }

  @Override
  public void write(MemorySegment from, long block, long offset, long bytes) {
    check(cl.transfer(OpenCl.Name.clEnqueueWriteBuffer, queue, block, offset, bytes, from), "clEnqueueWriteBuffer");
  }

  @Override
  public void read(long block, long offset, MemorySegment to, long bytes) {
    check(cl.transfer(OpenCl.Name.clEnqueueReadBuffer, queue, block, offset, bytes, to), "clEnqueueReadBuffer");
  }

  @Override
  public void copy(long from, long fromOffset, long to, long toOffset, long bytes) {
    check(cl.copy(queue, from, to, fromOffset, toOffset, bytes), "clEnqueueCopyBuffer");
  }

  @Override
  public void clear(long block, long offset, long bytes) {
    check(cl.fill(queue, block, zero, zero.byteSize(), offset, bytes), "clEnqueueFillBuffer");
  }

  private void check(int code, String what) {
    if (code != OpenClError.SUCCESS) {
      // What a kernel does wrong may show only when something waits for it.
      String kernel = lastKernel;
      OpenClError.check(code, what + " on " + name + (kernel == null ? "" : ", after kernel " + kernel + ","));
    }
  }

  @Override
  public CompiledProgram compile(String program, String source) {
    long handle = programs.build(program, source);
    return kernel -> kernel(program, handle, kernel);
  }

  private Kernel kernel(String program, long programHandle, String kernel) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment error = arena.allocate(JAVA_INT);
      long handle = cl.createKernel(programHandle, arena.allocateFrom(kernel), error);
      check(error.get(JAVA_INT, 0), "clCreateKernel of " + kernel + " in program " + program);
      return new Kernel(kernel, handle);
    }
  }

  /** A kernel; its monitor is held from the first argument until it is queued, since OpenCL keeps arguments in it. */
  private static final class Kernel implements CompiledKernel {
    private final String name;
    private final long handle;
    /** Global and local size, two numbers each. */
    private final MemorySegment sizes = Arena.ofAuto().allocate(JAVA_LONG, 4);

    Kernel(String name, long handle) {
      this.name = name;
      this.handle = handle;
    }

    @Override
    public String name() {
      return name;
    }
  }

  @Override
  public void launch(CompiledKernel compiled, Grid grid, Arguments arguments) {
    Kernel kernel = (Kernel) compiled;
    synchronized (kernel) {
      for (int i = 0; i < arguments.count(); i++) {
        int code = cl.setArgument(kernel.handle, i, arguments.size(i), arguments.value(i));
        if (code != OpenClError.SUCCESS) {
          throw new DeviceException("clSetKernelArg of argument " + i + " of kernel " + kernel.name + ", " + arguments.kind(i)
              + " " + arguments.read(i) + ", on " + name + " failed with " + OpenClError.name(code));
        }
      }
      lastKernel = kernel.name;
      MemorySegment sizes = kernel.sizes;
      sizes.setAtIndex(JAVA_LONG, 0, (long) grid.groupsX() * grid.itemsX());
      sizes.setAtIndex(JAVA_LONG, 1, (long) grid.groupsY() * grid.itemsY());
      sizes.setAtIndex(JAVA_LONG, 2, grid.itemsX());
      sizes.setAtIndex(JAVA_LONG, 3, grid.itemsY());
      int code = cl.enqueueKernel(queue, kernel.handle, sizes, sizes.asSlice(2 * JAVA_LONG.byteSize()));
      if (code != OpenClError.SUCCESS) {
        throw new DeviceException("kernel " + kernel.name + " with " + grid + " on " + name + " failed with "
            + OpenClError.name(code));
      }
    }
  }

  @Override
  public void synchronize() {
    check(cl.ofOne(OpenCl.Name.clFinish, queue), "clFinish");
  }

  @Override
  public TimingEvent record() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment event = arena.allocate(JAVA_LONG);
      check(cl.enqueueMarker(queue, event), "clEnqueueMarker");
      return new Event(event.get(JAVA_LONG, 0));
    }
  }

  /** A marker in the queue. */
  private final class Event implements TimingEvent {
    private final long handle;

    Event(long handle) {
      this.handle = handle;
    }

    @Override
    public long nanosSince(TimingEvent earlier) {
      return end() - ((Event) earlier).end();
    }

    private long end() {
      try (Arena arena = Arena.ofConfined()) {
        check(cl.waitFor(arena.allocateFrom(JAVA_LONG, handle)), "clWaitForEvents");
        MemorySegment time = arena.allocate(JAVA_LONG);
        check(cl.info(OpenCl.Name.clGetEventProfilingInfo, handle, COMMAND_END, time.byteSize(), time,
            MemorySegment.NULL), "clGetEventProfilingInfo");
        return time.get(JAVA_LONG, 0);
      }
    }

    @Override
    public void close() {
      check(cl.ofOne(OpenCl.Name.clReleaseEvent, handle), "clReleaseEvent");
    }
  }
}
