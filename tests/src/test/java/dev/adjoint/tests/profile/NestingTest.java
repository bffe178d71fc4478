package dev.adjoint.tests.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.profile.EventKind;
import dev.adjoint.runtime.profile.EventRecord;
import dev.adjoint.runtime.profile.Profiler;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which event is inside which, what belongs to whom, and what happens when ends are missing or in disorder. */
class NestingTest {
  private final ManualClock clock = new ManualClock();

  private static Map<String, EventRecord> byName(Profiler profiler) {
    return profiler.events().stream().collect(Collectors.toMap(EventRecord::name, e -> e));
  }

  private static List<String> lines(Profiler profiler) {
    return profiler.events().stream()
        .map(e -> "%d %s @%d +%d self %d".formatted(e.depth(), e.name(), e.startNanos(), e.durationNanos(),
            e.selfNanos()))
        .toList();
  }

  @Test
  void selfTimeIsTotalMinusDirectlyInnerEvents() {
    try (var profiler = Profiler.start(clock.options())) {
      clock.advance(100);
      try (var _ = Profiler.block("forward")) {
        clock.advance(1);
        Profiler.Event linear = Profiler.begin("linear");
        clock.advance(2);
        clock.operation("matmul", 40);
        clock.operation("add", 5);
        clock.advance(3);
        linear.end();
        clock.operation("relu", 7);
        clock.advance(10);
      }
      assertEquals(List.of(
          "0 forward @100 +68 self 11",
          "1 linear @101 +50 self 5",
          "2 matmul @103 +40 self 40",
          "2 add @143 +5 self 5",
          "1 relu @151 +7 self 7"), lines(profiler));
    }
  }

  @Test
  void recordsKindShapesAndThread() {
    try (var profiler = Profiler.start(clock.options())) {
      clock.operation("mul", 1, Shape.of(3, 4), Shape.SCALAR);
      clock.event(EventKind.BACKWARD, "MulBackward0", 1, 0, Shape.of(3, 4));
      Profiler.block("epoch").end();
      List<EventRecord> events = profiler.events();
      assertEquals(List.of(EventKind.OPERATION, EventKind.BACKWARD, EventKind.BLOCK),
          events.stream().map(EventRecord::kind).toList());
      assertEquals(List.of(Shape.of(3, 4), Shape.SCALAR), events.getFirst().inputs());
      assertEquals(List.of(), events.getLast().inputs());
      assertEquals(Thread.currentThread().threadId(), events.getFirst().threadId());
      assertEquals(Thread.currentThread().getName(), events.getFirst().threadName());
    }
  }

  @Test
  void allocatedBytesBelongToTheInnermostEvent() {
    try (var profiler = Profiler.start(clock.options())) {
      Profiler.allocated(1_000_000);
      try (var _ = Profiler.block("outer")) {
        Profiler.allocated(10);
        clock.event(EventKind.OPERATION, "inner", 1, 300);
        Profiler.allocated(-4);
      }
      Map<String, EventRecord> events = byName(profiler);
      assertEquals(6, events.get("outer").selfBytes());
      assertEquals(306, events.get("outer").totalBytes());
      assertEquals(300, events.get("inner").selfBytes());
      assertEquals(300, events.get("inner").totalBytes());
    }
  }

  @Test
  void endingAnOuterEventEndsWhatIsOpenInside() {
    try (var profiler = Profiler.start(clock.options())) {
      Profiler.Event inner;
      try (var _ = Profiler.block("outer")) {
        clock.advance(1);
        inner = Profiler.begin("inner");
        clock.advance(2);
      }
      clock.advance(50);
      inner.end();
      clock.operation("after", 4);
      assertEquals(List.of("0 outer @0 +3 self 1", "1 inner @1 +2 self 2", "0 after @53 +4 self 4"), lines(profiler));
    }
  }

  @Test
  void endingTwiceCountsOnce() {
    try (var profiler = Profiler.start(clock.options())) {
      Profiler.Event outer = Profiler.begin("outer");
      Profiler.Event inner = Profiler.begin("inner");
      clock.advance(1);
      inner.end();
      clock.advance(1);
      inner.end();
      Profiler.end(inner);
      Profiler.end(null);
      clock.advance(1);
      outer.end();
      assertEquals(List.of("0 outer @0 +3 self 2", "1 inner @0 +1 self 1"), lines(profiler));
    }
  }

  @Test
  void anEventLeftOpenByAnExceptionEndsWithTheScope() {
    Profiler profiler = Profiler.start(clock.options());
    assertThrows(ArithmeticException.class, () -> {
      try (profiler) {
        Profiler.begin("outer");
        clock.advance(2);
        Profiler.begin("inner");
        clock.advance(3);
        throw new ArithmeticException();
      }
    });
    assertEquals(List.of("0 outer @0 +5 self 2", "1 inner @2 +3 self 3"), lines(profiler));
    try (var next = Profiler.start(clock.options())) {
      clock.operation("add", 1);
      assertEquals(List.of("0 add @0 +1 self 1"), lines(next));
    }
  }

  @Test
  void anotherThreadCannotEndAnEvent() throws InterruptedException {
    try (var profiler = Profiler.start(clock.options())) {
      Profiler.Event event = Profiler.begin("mul");
      Thread other = Thread.ofPlatform().start(event::end);
      other.join();
      assertEquals(List.of(), profiler.events());
      clock.advance(7);
      event.end();
      assertEquals(List.of("0 mul @0 +7 self 7"), lines(profiler));
    }
  }

  @Test
  void aProfilerSeesWhatBeginsAndEndsWhileItIsOpen() {
    try (var outer = Profiler.start(clock.options())) {
      clock.operation("before", 1);
      Profiler.Event around = Profiler.begin("around");
      Profiler inner = Profiler.start(clock.options());
      clock.operation("inside", 2);
      inner.close();
      around.end();
      clock.operation("after", 4);
      assertEquals(List.of("1 inside @0 +2 self 2"), lines(inner));
      assertEquals(List.of("0 before @0 +1 self 1", "0 around @1 +2 self 0", "1 inside @1 +2 self 2",
          "0 after @3 +4 self 4"), lines(outer));
    }
  }

  @Test
  void closingAnInnerProfilerEndsOnlyWhatBeganSinceItsStart() {
    try (var outer = Profiler.start(clock.options())) {
      Profiler.Event around = Profiler.begin("around");
      Profiler inner = Profiler.start(clock.options());
      Profiler.begin("abandoned");
      clock.advance(3);
      inner.close();
      assertEquals(List.of("1 abandoned @0 +3 self 3"), lines(inner));
      clock.operation("later", 5);
      around.end();
      assertEquals(List.of("0 around @0 +8 self 0", "1 abandoned @0 +3 self 3", "1 later @3 +5 self 5"), lines(outer));
    }
  }

  @Test
  void eventsOfOlderProfilersDoNotEncloseNewOnes() throws InterruptedException {
    Profiler older = Profiler.start(clock.options());
    Profiler.Event stale = Profiler.begin("stale");
    Thread closer = Thread.ofPlatform().start(older::close);
    closer.join();
    try (var newer = Profiler.start(clock.options())) {
      clock.operation("mul", 2);
      stale.end();
      clock.operation("add", 3);
      assertEquals(List.of("0 mul @0 +2 self 2", "0 add @2 +3 self 3"), lines(newer));
    }
    assertEquals(List.of(), lines(older));
  }

  @Test
  void nothingIsRecordedWhileNoProfilerIsOpen() {
    assertFalse(Profiler.recording());
    Profiler profiler = Profiler.start(clock.options());
    assertTrue(Profiler.recording());
    profiler.close();
    profiler.close();
    assertFalse(Profiler.recording());
    try (var _ = Profiler.block("unseen")) {
      Profiler.allocated(8);
      clock.operation("unseen", 1);
    }
    assertEquals(List.of(), profiler.events());
    assertEquals(List.of(), profiler.averages().rows());
  }

  @Test
  void profilersWithDifferentClocksCannotBeOpenTogether() {
    try (var _ = Profiler.start(clock.options())) {
      assertThrows(IllegalStateException.class, Profiler::start);
      assertThrows(IllegalStateException.class, () -> Profiler.start(new ManualClock().options()));
    }
    Profiler.start().close();
    assertFalse(Profiler.recording());
  }

  @Test
  void aMissingShapeIsRefusedWithTheOperationsName() {
    try (var _ = Profiler.start(clock.options())) {
      var error = assertThrows(NullPointerException.class, () -> Profiler.begin("mul", Shape.SCALAR, null));
      assertEquals("mul", error.getMessage());
    }
  }
}
