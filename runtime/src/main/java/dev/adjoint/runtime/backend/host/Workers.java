package dev.adjoint.runtime.backend.host;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Threads that share the work of one kernel. Their number, the calling thread among them, is the system property
 * {@code adjoint.threads}, or that of the processors.
 *
 * <p>How a kernel is split into pieces depends on its shape only; which thread computes a piece, and in which order,
 * must not matter to the result.
 */
public final class Workers {
  private static final int COUNT =
      (int) Math.min(HostProperty.number("adjoint.threads", 1, Runtime.getRuntime().availableProcessors()), Short.MAX_VALUE);
  private static final ThreadLocal<Boolean> BUSY = ThreadLocal.withInitial(() -> false);

  private Workers() {}

  /** Computes the piece from {@code from} to before {@code to}. */
  @FunctionalInterface
  public interface Piece {
    /** Computes it. */
    void run(int from, int to);
  }

  /** The threads begin with the first kernel that is worth splitting, and end when there is none for a while. */
  private static final class Pool {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final ThreadPoolExecutor THREADS = make();

    private static ThreadPoolExecutor make() {
      var pool = new ThreadPoolExecutor(COUNT - 1, COUNT - 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
          task -> {
        var thread = new Thread(task, "adjoint-worker-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
        return thread;
      });
      pool.allowCoreThreadTimeOut(true);
      return pool;
    }
  }

  /** The number of threads that share a kernel. */
  public static int count() {
    return COUNT;
  }

  /**
   * Runs pieces of {@code step} units, the last one shorter, of 0 to before n, on several threads if there are any, and
   * returns when all are done.
   *
   * @throws RuntimeException what a piece threw
   */
  public static void split(int n, int step, Piece piece) {
    if (COUNT == 1 || n <= step || BUSY.get()) {
      piece.run(0, n);
      return;
    }
    int pieces = (n - 1) / step + 1;
    var next = new AtomicInteger();
    var thrown = new AtomicReference<Throwable>();
    var left = new CountDownLatch(pieces);
    Runnable share = () -> {
      // A piece that itself splits runs its pieces one after the other: a pool that waits for itself may wait forever.
      BUSY.set(true);
      try {
        for (int p = next.getAndIncrement(); p < pieces; p = next.getAndIncrement()) {
          try {
            int from = p * step;
            piece.run(from, Math.min(n - from, step) + from);
          } catch (RuntimeException | Error e) {
            thrown.compareAndSet(null, e);
          } finally {
            left.countDown();
          }
        }
      } finally {
        BUSY.set(false);
      }
    };
    for (int helper = Math.min(COUNT, pieces) - 1; helper > 0; helper--) {
      Pool.THREADS.execute(share);
    }
    share.run();
    await(left);
    switch (thrown.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  /**
   * Waits through interrupts, since the pieces write into the caller's arrays, and leaves the interrupt for the
   * caller.
   */
  private static void await(CountDownLatch left) {
    boolean interrupted = false;
    while (true) {
      try {
        left.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
