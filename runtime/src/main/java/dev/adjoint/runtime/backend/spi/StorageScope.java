package dev.adjoint.runtime.backend.spi;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a program at whose end the storage is released that its thread asked for in it. Scopes nest. What lives on is kept:
 * it belongs to the scope around, if there is one. What was released is refused when it is used.
 */
public final class StorageScope implements AutoCloseable {
  private static final ThreadLocal<StorageScope> CURRENT = new ThreadLocal<>();
  private static final int FIRST_SWEEP = 1024;

  private final StorageScope outer;
  private final Thread thread;
  private List<Storage> storages = new ArrayList<>();
  /** Storage that a dropped tensor gives back before the scope ends. */
  private List<WeakReference<Storage>> droppable = new ArrayList<>();
  private int nextSweep = FIRST_SWEEP;

  private StorageScope(StorageScope outer) {
    this.outer = outer;
    this.thread = Thread.currentThread();
  }

  /** Opens a scope on this thread. */
  public static StorageScope open() {
    var scope = new StorageScope(CURRENT.get());
    CURRENT.set(scope);
    return scope;
  }

  /** Puts a new storage into this thread's innermost scope; backends call it for storage that is worth releasing. */
  public static void enter(Storage storage) {
    StorageScope scope = CURRENT.get();
    if (scope != null) {
      scope.add(storage);
    }
  }

  /** As {@link #enter}, for storage that is given back when nobody reaches it: the scope does not keep it from that. */
  public static void enterWeakly(Storage storage) {
    StorageScope scope = CURRENT.get();
    if (scope != null) {
      scope.addWeakly(storage);
    }
  }

  private void addWeakly(Storage storage) {
    storage.scope = this;
    droppable.add(new WeakReference<>(storage));
    if (droppable.size() > nextSweep) {
      droppable.removeIf(reference -> reference.refersTo(null));
      nextSweep = Math.max(FIRST_SWEEP, 2 * droppable.size());
    }
  }

  /** Lets a storage outlive every scope. */
  public static void escape(Storage storage) {
    storage.scope = null;
  }

  private void add(Storage storage) {
    storage.scope = this;
    storages.add(storage);
  }

  /** Lets a storage outlive this scope; one that is not this scope's is left as it is. */
  public void keep(Storage storage) {
    if (storage.scope == this) {
      storage.scope = null;
      if (outer != null) {
        outer.addWeakly(storage);
      }
    }
  }

  /**
   * Releases what is not kept.
   *
   * @throws IllegalStateException if this is not the innermost open scope of the thread that opened it
   */
  @Override
  public void close() {
    if (thread != Thread.currentThread() || CURRENT.get() != this) {
      throw new IllegalStateException("a scope is closed once, by the thread that opened it, before the scopes around it");
    }
    CURRENT.set(outer);
    storages.forEach(this::release);
    storages = null;
    for (WeakReference<Storage> reference : droppable) {
      Storage storage = reference.get();
      if (storage != null) {
        release(storage);
      }
    }
    droppable = null;
  }

  private void release(Storage storage) {
    if (storage.scope == this) {
      storage.scope = null;
      storage.release();
    }
  }
}
