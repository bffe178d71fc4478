package dev.adjoint.tests.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.profile.Averages;
import dev.adjoint.runtime.profile.EventKind;
import dev.adjoint.runtime.profile.Profiler;
import dev.adjoint.runtime.profile.SortBy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sums by name and by shape, their order, and what is kept when there is too much. */
class AveragesTest {
  private static final Shape MATRIX = Shape.of(3, 4);

  private final ManualClock clock = new ManualClock();

  private static List<String> names(Averages averages, SortBy order) {
    return averages.rows(order).stream().map(Averages.Row::name).toList();
  }

  @Test
  void rowsSumTheEventsOfAName() {
    try (var profiler = Profiler.start(clock.options())) {
      try (var _ = Profiler.block("step")) {
        clock.advance(10);
        clock.event(EventKind.OPERATION, "mul", 30, 16);
        clock.event(EventKind.OPERATION, "mul", 50, 32);
      }
      clock.event(EventKind.OPERATION, "sum", 10, 4);
      Averages averages = profiler.averages();
      assertEquals(100, averages.selfNanos());
      assertEquals(List.of(
          new Averages.Row("step", EventKind.BLOCK, List.of(), 1, 10, 90, 10, 90, 0, 48),
          new Averages.Row("mul", EventKind.OPERATION, List.of(), 2, 80, 80, 80, 80, 48, 48),
          new Averages.Row("sum", EventKind.OPERATION, List.of(), 1, 10, 10, 10, 10, 4, 4)), averages.rows());
      assertEquals(40, averages.rows().get(1).averageNanos());
    }
  }

  @Test
  void anOperationAndABlockOfTheSameNameAreTwoRows() {
    try (var profiler = Profiler.start(clock.options())) {
      clock.operation("mul", 1);
      clock.event(EventKind.BLOCK, "mul", 2, 0);
      assertEquals(List.of(EventKind.OPERATION, EventKind.BLOCK),
          profiler.averages().rows().stream().map(Averages.Row::kind).toList());
    }
  }

  @Test
  void shapesSeparateRowsOnlyWhenGroupedByThem() {
    try (var profiler = Profiler.start(clock.options())) {
      clock.operation("mul", 1, MATRIX, Shape.of(4));
      clock.operation("mul", 2, MATRIX, Shape.SCALAR);
      clock.operation("mul", 4, Shape.of(3, 4), Shape.of(4));
      assertEquals(List.of(3L), profiler.averages().rows().stream().map(Averages.Row::count).toList());
      List<Averages.Row> rows = profiler.averages().groupByInputShape().rows();
      assertEquals(List.of(2L, 1L), rows.stream().map(Averages.Row::count).toList());
      assertEquals(List.of(5L, 2L), rows.stream().map(Averages.Row::totalNanos).toList());
      assertEquals(List.of(List.of(MATRIX, Shape.of(4)), List.of(MATRIX, Shape.SCALAR)),
          rows.stream().map(Averages.Row::inputs).toList());
    }
  }

  @Test
  void withoutShapesThereIsNothingToGroupBy() {
    try (var profiler = Profiler.start(clock.options().recordShapes(false));
        var other = Profiler.start(clock.options())) {
      clock.operation("mul", 1, MATRIX);
      clock.operation("mul", 1, Shape.SCALAR);
      assertEquals(List.of(), profiler.events().getFirst().inputs());
      assertEquals(List.of(MATRIX), other.events().getFirst().inputs());
      assertEquals(1, profiler.averages().rows().size());
      var error = assertThrows(IllegalStateException.class, () -> profiler.averages().groupByInputShape());
      assertTrue(error.getMessage().contains("recordShapes"), error.getMessage());
    }
  }

  @Test
  void everyOrderPutsItsLargestFirst() {
    try (var profiler = Profiler.start(clock.options())) {
      try (var _ = Profiler.block("outer")) {
        Profiler.allocated(1);
        clock.event(EventKind.OPERATION, "often", 10, 20);
        clock.event(EventKind.OPERATION, "often", 10, 20);
        clock.event(EventKind.OPERATION, "often", 10, 20);
        clock.event(EventKind.OPERATION, "long", 25, 0);
      }
      clock.event(EventKind.OPERATION, "large", 1, 60);
      Averages averages = profiler.averages();
      assertEquals(List.of("outer", "often", "long", "large"), names(averages, SortBy.START));
      assertEquals(List.of("often", "long", "large", "outer"), names(averages, SortBy.SELF_TIME));
      assertEquals(List.of("outer", "often", "long", "large"), names(averages, SortBy.TOTAL_TIME));
      assertEquals(List.of("outer", "long", "often", "large"), names(averages, SortBy.AVERAGE_TIME));
      assertEquals(List.of("often", "large", "outer", "long"), names(averages, SortBy.SELF_MEMORY));
      assertEquals(List.of("outer", "often", "large", "long"), names(averages, SortBy.TOTAL_MEMORY));
      assertEquals(List.of("often", "outer", "long", "large"), names(averages, SortBy.COUNT));
    }
  }

  @Test
  void averagesAreThoseOfTheTimeTheyWereAskedFor() {
    try (var profiler = Profiler.start(clock.options())) {
      try (var _ = Profiler.block("open")) {
        clock.operation("mul", 1);
        Averages early = profiler.averages();
        clock.operation("mul", 1);
        assertEquals(List.of("mul"), names(early, SortBy.START));
        assertEquals(1, early.rows().getFirst().count());
      }
      assertEquals(List.of("open", "mul"), names(profiler.averages(), SortBy.START));
    }
  }

  @Test
  void pastMaxEventsOnlyAveragesGoOn() {
    try (var profiler = Profiler.start(clock.options().maxEvents(3))) {
      for (int i = 0; i < 10; i++) {
        clock.operation("op" + i % 2, 1);
      }
      assertEquals(3, profiler.events().size());
      assertEquals(7, profiler.droppedEvents());
      assertEquals(List.of(5L, 5L), profiler.averages().rows().stream().map(Averages.Row::count).toList());
    }
    assertThrows(IllegalArgumentException.class, () -> Profiler.options().maxEvents(-1));
  }

  @Test
  void shapesAndNamesWithoutEndAreMerged() {
    try (var profiler = Profiler.start(clock.options().maxEvents(0))) {
      for (int i = 0; i < 100_010; i++) {
        clock.operation("mul", 1, Shape.of(i));
      }
      List<Averages.Row> shapes = profiler.averages().groupByInputShape().rows();
      assertEquals(100_001, shapes.size());
      assertEquals(List.of(), shapes.getLast().inputs());
      assertEquals(10, shapes.getLast().count());
      for (int i = 0; i < 100_010; i++) {
        clock.operation("step " + i, 1);
      }
      List<Averages.Row> names = profiler.averages().rows(SortBy.COUNT);
      assertEquals("mul", names.get(0).name());
      assertEquals(100_010, names.get(0).count());
      assertEquals("(other)", names.get(1).name());
      assertEquals(200_020, names.stream().mapToLong(Averages.Row::count).sum());
    }
  }
}
