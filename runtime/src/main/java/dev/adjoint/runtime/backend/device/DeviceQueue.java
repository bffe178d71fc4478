package dev.adjoint.runtime.backend.device;

import java.lang.foreign.MemorySegment;

/**
 * One device and the queue in which it works: commands begin in the order in which they were given, and each sees what the
 * earlier ones wrote. Safe for use by any number of threads.
 *
 * <p>Blocks of memory are named by a handle, which is never 0. Every method may throw {@link DeviceException}, whose
 * message names what was done.
 */
public interface DeviceQueue {
  /**
   * A block of memory; its content is arbitrary.
   *
   * @return the handle, or 0 if the device has no room for it
   */
  long allocate(long bytes);

  /** Gives a block back, once the commands that were given before are done with it. */
  void free(long block);

  /** Host memory from which and to which copies are fast; it is freed when nobody reaches it. */
  MemorySegment allocateHost(long bytes);

  /** Copies from the host; the source may change as soon as this returns. */
  void write(MemorySegment from, long block, long offset, long bytes);

  /** Copies to the host, and returns when that is done. */
  void read(long block, long offset, MemorySegment to, long bytes);

  /** Copies between blocks of the device, which do not overlap. */
  void copy(long from, long fromOffset, long to, long toOffset, long bytes);

  /** Sets bytes to zero. */
  void clear(long block, long offset, long bytes);

  /**
   * Compiles a program.
   *
   * @param name for messages
   * @param source in the driver's {@link Dialect}
   * @throws KernelBuildException with the compiler's log, if it does not compile
   */
  CompiledProgram compile(String name, String source);

  /**
   * Runs a kernel.
   *
   * @param kernel of a program that this device compiled
   * @param grid how many groups, and how large; the size is the one the kernel was written for
   */
  void launch(CompiledKernel kernel, Grid grid, Arguments arguments);

  /** Waits until the commands given so far are done. */
  void synchronize();

  /** A point in the queue, for timing. */
  TimingEvent record();

  /** A program that a device compiled. */
  interface CompiledProgram {
    /**
     * A kernel of the program.
     *
     * @throws DeviceException if the program has no kernel of this name
     */
    CompiledKernel kernel(String name);
  }

  /** A kernel that a device compiled. */
  interface CompiledKernel {
    /** The function's name. */
    String name();
  }

  /** A point in a queue that was reached, or will be. */
  interface TimingEvent extends AutoCloseable {
    /** The time from an earlier point of the same queue to this one, in nanoseconds; waits for both. */
    long nanosSince(TimingEvent earlier);

    @Override
    void close();
  }
}
