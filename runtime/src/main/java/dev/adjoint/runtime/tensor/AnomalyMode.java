package dev.adjoint.runtime.tensor;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A mode in which every recorded operation remembers where it was called, and a backward pass that meets a NaN fails with
 * that place. Slow, for debugging. It holds for all threads while at least one scope is open.
 *
 * <pre>{@code
 * try (var _ = AnomalyMode.detect()) {
 *   loss(x).backward();
 * }
 * }</pre>
 */
public final class AnomalyMode {
  private static final AtomicInteger OPEN = new AtomicInteger();

  private AnomalyMode() {}

  /** Ends the mode when closed. */
  public static final class Scope implements AutoCloseable {
    private boolean open = true;

    private Scope() {
      OPEN.incrementAndGet();
    }

    @Override
    public synchronized void close() {
      if (open) {
        open = false;
        OPEN.decrementAndGet();
      }
    }
  }

  /** The place at which a forward operation was called. */
  private static final class ForwardOperation extends Throwable {
    private static final long serialVersionUID = 1;

    ForwardOperation() {
      super("the forward operation was called here");
    }
  }

  /** Starts the mode. */
  public static Scope detect() {
    return new Scope();
  }

  static boolean isEnabled() {
    return OPEN.getPlain() != 0;
  }

  static Throwable origin() {
    if (!isEnabled()) {
      return null;
    }
    var origin = new ForwardOperation();
    StackTraceElement[] all = origin.getStackTrace();
    int first = 0;
    while (first < all.length - 1 && isOurs(all[first].getClassName())) {
      first++;
    }
    origin.setStackTrace(java.util.Arrays.copyOfRange(all, first, all.length));
    return origin;
  }

  private static boolean isOurs(String className) {
    return className.startsWith("dev.adjoint.runtime.");
  }

  /** @throws IllegalStateException if an adjoint has a NaN */
  static void check(Node node, Tensor[] adjoints) {
    for (int i = 0; i < adjoints.length; i++) {
      Tensor adjoint = adjoints[i];
      if (adjoint != null && adjoint.dtype().isFloating() && adjoint.detach().isNaN().any().itemBoolean()) {
        Throwable origin = node.origin();
        String place = origin == null || origin.getStackTrace().length == 0
            ? "; its forward operation was recorded before anomaly mode was on"
            : "; its forward operation was called at " + origin.getStackTrace()[0];
        throw new IllegalStateException(
            "Function '" + node.name() + "' returned nan values in its " + i + "th output" + place, origin);
      }
    }
  }
}
