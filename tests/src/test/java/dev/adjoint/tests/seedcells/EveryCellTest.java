package dev.adjoint.tests.seedcells;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No cell is left out, and none has two programs. */
class EveryCellTest {
  @Test
  void eachCellHasOneTest() {
    List<String> tested = Stream.of(TrackingCellsTest.class, BackwardCellsTest.class, GradientCellsTest.class,
            GraphCellsTest.class, TrainingCellsTest.class)
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(SeedCell.class))
        .map((Method method) -> method.getAnnotation(SeedCell.class).value()).sorted().toList();
    assertEquals(Cell.ids().stream().sorted().toList(), tested);
    assertEquals(40, tested.size());
  }
}
