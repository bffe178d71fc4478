package dev.adjoint.runtime.tensor;

import java.util.function.Supplier;

/**
 * Whether operations of the current thread are recorded for differentiation. On at first; scopes nest.
 *
 * <pre>{@code
 * try (var _ = GradMode.noGrad()) {
 *   weights.sub_(weights.grad().mul(0.1));
 * }
 * }</pre>
 */
public final class GradMode {
  private static final ThreadLocal<GradMode> CURRENT = ThreadLocal.withInitial(GradMode::new);

  private boolean enabled = true;
  /** The time of this thread's latest node. */
  private long clock;

  private GradMode() {}

  /** Restores, when closed, the mode that was on when it was opened; closed by the thread that opened it. */
  public static final class Scope implements AutoCloseable {
    private final GradMode mode;
    private final boolean before;

    private Scope(GradMode mode, boolean enabled) {
      this.mode = mode;
      this.before = mode.enabled;
      mode.enabled = enabled;
    }

    /** @throws IllegalStateException if another thread opened the scope */
    @Override
    public void close() {
      if (mode != CURRENT.get()) {
        throw new IllegalStateException("a grad mode scope is closed by the thread that opened it");
      }
      mode.enabled = before;
    }
  }

  /** A time after this thread's latest node, and after another. */
  static long after(long time) {
    GradMode mode = CURRENT.get();
    return mode.clock = Math.max(mode.clock, time) + 1;
  }

  /** Whether this thread records. */
  public static boolean isEnabled() {
    return CURRENT.get().enabled;
  }

  /** Stops recording until the scope is closed. */
  public static Scope noGrad() {
    return set(false);
  }

  /** Records again, inside of a {@link #noGrad} scope, until the scope is closed. */
  public static Scope enableGrad() {
    return set(true);
  }

  /** Records or not until the scope is closed. */
  public static Scope set(boolean enabled) {
    return new Scope(CURRENT.get(), enabled);
  }

  /** The value of a computation that is not recorded. */
  public static <T> T withoutGrad(Supplier<T> computation) {
    try (var _ = noGrad()) {
      return computation.get();
    }
  }

  /** Runs something that is not recorded. */
  public static void withoutGrad(Runnable computation) {
    try (var _ = noGrad()) {
      computation.run();
    }
  }

  /** The value of a computation that is recorded. */
  public static <T> T withGrad(Supplier<T> computation) {
    try (var _ = enableGrad()) {
      return computation.get();
    }
  }
}
