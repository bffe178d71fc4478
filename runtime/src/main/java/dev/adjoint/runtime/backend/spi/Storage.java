package dev.adjoint.runtime.backend.spi;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;

/**
 * A block of elements of one type on one device. Any number of views share it.
 *
 * <p>The version counts the in-place changes of the content, whichever view they were made through: a value saved for a
 * derivative is known to be unchanged by it. A backend subclasses this with what it needs to reach the memory.
 */
public abstract class Storage {
  private final Backend backend;
  private final Device device;
  private final DType dtype;
  private final int length;
  private int version;
  /** The scope at whose end this is released; null for none. */
  StorageScope scope;

  /**
   * A block of {@code length} elements.
   *
   * @param backend whose kernels can read it
   */
  protected Storage(Backend backend, Device device, DType dtype, int length) {
    this.backend = backend;
    this.device = device;
    this.dtype = dtype;
    this.length = length;
  }

  /** The backend whose kernels can read this. */
  public final Backend backend() {
    return backend;
  }

  /** Where the elements are. */
  public final Device device() {
    return device;
  }

  /** The type of the elements. */
  public final DType dtype() {
    return dtype;
  }

  /** The number of elements. */
  public final int length() {
    return length;
  }

  /** How often the content was changed in place since it was made. */
  public final int version() {
    return version;
  }

  /**
   * Gives the memory back now, if the backend can use it again; an access from now on is an {@link IllegalStateException}.
   * Otherwise, and by default, it is left to the garbage collector.
   */
  public void release() {}

  /** Notes a change in place. */
  public final void bumpVersion() {
    version++;
  }
}
