package dev.adjoint.runtime.backend.device;

import dev.adjoint.runtime.backend.spi.Storage;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a program at whose end the device memory is released that its thread asked for in it. Scopes nest.
 *
 * <p>Tensors that live on, such as results and the state of an optimizer, are {@linkplain #keep kept}. What was released
 * is refused when it is used. Opened by {@link DeviceMemory#scope}; belongs to the thread that opened it.
 */
public final class DeviceScope implements AutoCloseable {
  private static final ThreadLocal<DeviceScope> CURRENT = new ThreadLocal<>();
  private static final int FIRST_SWEEP = 1024;

  private final Thread owner = Thread.currentThread();
  private final DeviceScope outer = CURRENT.get();
  /** Weak, so that a long scope does not keep what could be collected. */
  private List<WeakReference<DeviceStorage>> storages = new ArrayList<>();
  private int nextSweep = FIRST_SWEEP;

  /** Opens a scope on this thread. */
  DeviceScope() {
    CURRENT.set(this);
  }

  static DeviceScope current() {
    return CURRENT.get();
  }

  void add(DeviceStorage storage) {
    storage.scope(this);
    storages.add(new WeakReference<>(storage));
    if (storages.size() > nextSweep) {
      storages.removeIf(reference -> reference.refersTo(null));
      nextSweep = Math.max(FIRST_SWEEP, 2 * storages.size());
    }
  }

  /**
   * Lets a storage outlive this scope; it belongs to the scope around this one, if there is one.
   *
   * @param storage any storage; those that are not this scope's are left as they are
   */
  public void keep(Storage storage) {
    requireOwner();
    if (storage instanceof DeviceStorage own && own.scope() == this) {
      own.scope(null);
      if (outer != null) {
        outer.add(own);
      }
    }
  }

  /**
   * Releases what was asked for and not kept.
   *
   * @throws IllegalStateException if this is not the thread's innermost open scope
   */
  @Override
  public void close() {
    requireOwner();
    if (CURRENT.get() != this) {
      throw new IllegalStateException(storages == null ? "a device scope was closed twice"
          : "a device scope was closed before one that was opened in it");
    }
    if (outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer);
    }
    for (WeakReference<DeviceStorage> reference : storages) {
      DeviceStorage storage = reference.get();
      if (storage != null && storage.scope() == this) {
        storage.release();
      }
    }
    storages = null;
  }

  private void requireOwner() {
    if (Thread.currentThread() != owner) {
      throw new IllegalStateException("a device scope of thread " + owner.getName() + " was used by thread "
          + Thread.currentThread().getName());
    }
  }
}
