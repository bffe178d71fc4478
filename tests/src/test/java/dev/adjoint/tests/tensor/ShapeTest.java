package dev.adjoint.tests.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.adjoint.runtime.array.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sizes, strides, broadcasting. */
class ShapeTest {

  @Test
  void sizesAreCopied() {
    int[] given = {2, 3};
    Shape shape = Shape.of(given);
    given[0] = 9;
    shape.sizes()[1] = 9;
    assertArrayEquals(new int[] {2, 3}, shape.sizes());
    assertEquals("[2, 3]", shape.toString());
    assertEquals(Shape.of(2, 3), shape);
    assertEquals(Shape.of(2, 3).hashCode(), shape.hashCode());
    assertNotEquals(Shape.of(3, 2), shape);
    assertEquals(Shape.SCALAR, Shape.of());
  }

  @Test
  void elementsAreCountedWithoutOverflow() {
    assertEquals(1, Shape.SCALAR.numel());
    assertEquals(6, Shape.of(2, 3).numel());
    assertEquals(0, Shape.of(2, 0, 3).numel());
    assertEquals(0, Shape.of(1 << 30, 1 << 30, 1 << 30, 0).numel());
    assertEquals(Integer.MAX_VALUE, Shape.of(Integer.MAX_VALUE, 1).numel());
    assertThrows(IllegalArgumentException.class, () -> Shape.of(Integer.MAX_VALUE, 2));
    assertThrows(IllegalArgumentException.class, () -> Shape.of(1 << 16, 1 << 16, 1 << 16, 1 << 16));
  }

  @Test
  void dimensionsCountFromBothEnds() {
    Shape shape = Shape.of(2, 3, 4);
    for (int d = 0; d < 3; d++) {
      assertEquals(d, shape.dim(d));
      assertEquals(d, shape.dim(d - 3));
      assertEquals(shape.sizes()[d], shape.size(d - 3));
    }
    assertEquals(Shape.of(2, 7, 4), shape.with(-2, 7));
    assertEquals(Shape.of(2, 3), shape.without(-1));
    assertEquals(0, Shape.SCALAR.dim(-1));
    assertArrayEquals(new int[] {12, 4, 1}, shape.strides());
    assertEquals(3, shape.rank());
  }

  @Test
  void broadcastingIsThatOfTheOracle() {
    Cases.check(s -> {
      List<Integer> a = s.shape();
      List<Integer> b = s.chance(2) ? s.narrowed(a) : s.shape();
      List<Integer> expected = NaiveArray.broadcast(a, b);
      Shape x = Agreement.shape(a);
      Shape y = Agreement.shape(b);
      if (expected == null) {
        String message = assertThrows(IllegalArgumentException.class, () -> Shape.broadcast("op", x, y)).getMessage();
        assertEquals(true, message.contains("op") && message.contains(x.toString()) && message.contains(y.toString()));
      } else {
        assertEquals(Agreement.shape(expected), Shape.broadcast("op", x, y));
        assertEquals(Agreement.shape(expected), Shape.broadcast("op", y, x));
      }
    });
  }
}
