package dev.adjoint.runtime.array;

/**
 * The place where a tensor's elements are kept and its operations run: {@code cpu}, {@code opencl:0}, {@code cuda:1}.
 *
 * @param kind the kind of device in lower case
 * @param index the number of the device among those of its kind, from 0
 */
public record Device(String kind, int index) {
  private static final Device CPU = new Device("cpu", 0);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the kind is empty or the index negative
   */
  public Device {
    if (kind.isEmpty() || index < 0) {
      throw new IllegalArgumentException("no device \"" + kind + ":" + index + "\"");
    }
  }

  /** The processor that runs the JVM, with elements in Java arrays. */
  public static Device cpu() {
    return CPU;
  }

  /** A device that OpenCL reaches, by its number over all platforms. */
  public static Device openCl(int index) {
    return new Device("opencl", index);
  }

  /** A device of NVIDIA's. */
  public static Device cuda(int index) {
    return new Device("cuda", index);
  }

  /** Whether this is the processor that runs the JVM. */
  public boolean isCpu() {
    return kind.equals("cpu");
  }

  /** {@code cpu}, or kind and index as in {@code cuda:0}. */
  @Override
  public String toString() {
    return isCpu() ? kind : kind + ":" + index;
  }
}
