package dev.adjoint.tests.openblas;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.reference.ReferenceBackend;
import dev.adjoint.runtime.backend.spi.Backend;
import dev.adjoint.runtime.backend.spi.View;
import dev.adjoint.tests.openblas.Products.Order;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls from many threads, and calls while the garbage collector wants to move the arrays that they were given. */
final class OpenBlasThreadsTest {
  private Backend backend;

  @BeforeEach
  void find() {
    backend = Products.openBlas();
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
  }

  /** Multiplies matrices that are made anew each time, so that they are young and move. */
  private void multiply(int times, int seed) {
    var random = new SplittableRandom(seed);
    var reference = new ReferenceBackend();
    View a = Products.matrices(backend, DType.FLOAT32, random, Order.ROWS, 1, 120, 130);
    View b = Products.matrices(backend, DType.FLOAT32, random, Order.COLUMNS, 1, 130, 110);
    View expected = Products.matrices(backend, DType.FLOAT32, random, Order.SPACED_ROWS, 1, 120, 110);
    View empty = Products.copy(expected);
    reference.matrixProducts().matmul(a, b, expected, false);
    for (int i = 0; i < times; i++) {
      View out = Products.copy(empty);
      backend.matrixProducts().matmul(Products.copy(a), Products.copy(b), out, false);
      Products.compare(expected, out, 132 * 131 * 0x1p-24, "time " + i);
    }
  }

  private static void all(List<Callable<Void>> tasks) throws InterruptedException, ExecutionException {
    try (var threads = Executors.newFixedThreadPool(tasks.size())) {
      for (Future<Void> done : threads.invokeAll(tasks)) {
        done.get();
      }
    }
  }

  @Test
  void arraysMayMoveBetweenCallsButNotDuringOne() throws Exception {
    long before = collections();
    var stop = new AtomicBoolean();
    Callable<Void> collect = () -> {
      byte[][] kept = new byte[64][];
      for (int i = 0; !stop.get(); i++) {
        kept[i % kept.length] = new byte[100_000];
        if (i % 1000 == 0) {
          System.gc();
        }
      }
      return null;
    };
    Callable<Void> multiply = () -> {
      try {
        multiply(300, 5);
      } finally {
        stop.set(true);
      }
      return null;
    };
    all(List.of(collect, multiply));
    assertTrue(collections() > before, "no garbage was collected");
  }

  /** The library ends the process when more callers than it has buffers are in it. */
  @Test
  void moreThreadsThanTheLibraryHasBuffersForMayCall() throws Exception {
    var tasks = new ArrayList<Callable<Void>>();
    for (int t = 0; t < 150; t++) {
      int seed = t;
      tasks.add(() -> {
        multiply(5, seed);
        return null;
      });
    }
    all(tasks);
  }
}
