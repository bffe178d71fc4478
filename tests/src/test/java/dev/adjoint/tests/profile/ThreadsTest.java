package dev.adjoint.tests.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.profile.Averages;
import dev.adjoint.runtime.profile.EventRecord;
import dev.adjoint.runtime.profile.Profiler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every thread of the process is recorded, each with nesting of its own. */
class ThreadsTest {
  private static final int THREADS = 8;
  private static final int STEPS = 500;

  private static void step() {
    step("step");
  }

  private static void step(String name) {
    try (var _ = Profiler.block(name)) {
      for (int k = 0; k < 3; k++) {
        Profiler.Event mul = Profiler.begin("mul", Shape.of(3, 3));
        Profiler.allocated(36);
        mul.end();
      }
    }
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void nothingIsLostOrMixedUpBetweenThreads() throws InterruptedException {
    try (var profiler = Profiler.start()) {
      List<Thread> threads = IntStream.range(0, THREADS).mapToObj(i -> Thread.ofPlatform().name("worker " + i)
          .start(() -> IntStream.range(0, STEPS).forEach(_ -> step()))).toList();
      join(threads);
      Map<String, Averages.Row> rows = profiler.averages().rows().stream()
          .collect(Collectors.toMap(Averages.Row::name, r -> r));
      Averages.Row step = rows.get("step");
      Averages.Row mul = rows.get("mul");
      assertEquals(THREADS * STEPS, step.count());
      assertEquals(3 * THREADS * STEPS, mul.count());
      assertEquals(step.totalNanos(), step.selfNanos() + mul.totalNanos());
      assertEquals(36L * mul.count(), step.totalBytes());
      assertEquals(0, step.selfBytes());
      Map<String, List<EventRecord>> byThread = profiler.events().stream()
          .collect(Collectors.groupingBy(EventRecord::threadName));
      assertEquals(IntStream.range(0, THREADS).mapToObj(i -> "worker " + i).collect(Collectors.toSet()),
          byThread.keySet());
      byThread.values().forEach(events -> {
        assertEquals(4 * STEPS, events.size());
        assertEquals(List.of(0, 1, 1, 1), events.stream().limit(4).map(EventRecord::depth).toList());
        assertEquals(1, events.stream().map(EventRecord::threadId).distinct().count());
      });
    }
  }

  @Test
  void virtualThreadsHaveNames() throws InterruptedException {
    try (var profiler = Profiler.start()) {
      Thread thread = Thread.ofVirtual().start(ThreadsTest::step);
      thread.join();
      assertEquals(List.of("thread " + thread.threadId()),
          profiler.events().stream().map(EventRecord::threadName).distinct().toList());
    }
  }

  @Test
  void anEventThatOutlivesTheProfilerOnAnotherThreadIsNotRecorded() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var closed = new CountDownLatch(1);
    Thread thread;
    Profiler profiler = Profiler.start();
    try (profiler) {
      thread = Thread.ofPlatform().start(() -> {
        try (var _ = Profiler.block("outlives")) {
          step();
          begun.countDown();
          closed.await();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      });
      begun.await();
    }
    closed.countDown();
    thread.join();
    assertEquals(List.of("step", "mul", "mul", "mul"), profiler.events().stream().map(EventRecord::name).toList());
  }

  @Test
  void profilersThatOpenAndCloseWhileOthersRecordSeeConsistentSums() throws InterruptedException {
    var stop = new CountDownLatch(1);
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 3; i++) {
      threads.add(Thread.ofPlatform().start(() -> {
        while (stop.getCount() > 0) {
          step();
        }
      }));
    }
    try (var around = Profiler.start(Profiler.options().maxEvents(1_000))) {
      for (int i = 0; i < 200; i++) {
        try (var profiler = Profiler.start(Profiler.options().maxEvents(50))) {
          step("mine");
          for (Averages.Row row : profiler.averages().rows()) {
            assertTrue(row.selfNanos() >= 0 && row.selfNanos() <= row.totalNanos(), row::toString);
          }
          assertTrue(profiler.events().size() <= 50);
        }
      }
      stop.countDown();
      join(threads);
      List<Averages.Row> rows = around.averages().rows();
      assertEquals(List.of(200L), rows.stream().filter(r -> r.name().equals("mine")).map(Averages.Row::count).toList());
      assertEquals(rows.stream().mapToLong(Averages.Row::count).sum(),
          around.events().size() + around.droppedEvents());
    } finally {
      stop.countDown();
    }
  }
}
