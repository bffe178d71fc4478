package dev.adjoint.tests.device;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.adjoint.runtime.backend.device.Arguments;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  @Test
  void eachHasItsSizeAndIsAlignedToEight() {
    var arguments = new Arguments().buffer(7).of(-3).of(1L << 40).of(1.5f).of(2.5).of(true).struct(new int[] {1, 2, 3});
    assertEquals(7, arguments.count());
    int[] sizes = {8, 4, 8, 4, 8, 1, 12};
    for (int i = 0; i < sizes.length; i++) {
      assertEquals(sizes[i], arguments.size(i), "argument " + i);
      assertEquals(sizes[i], arguments.value(i).byteSize());
      assertEquals(0, arguments.value(i).address() % 8, "address of argument " + i);
    }
    assertEquals(7, arguments.value(0).get(JAVA_LONG, 0));
    assertEquals(-3, arguments.value(1).get(JAVA_INT, 0));
    assertEquals(1.5f, arguments.value(3).get(JAVA_FLOAT, 0));
    assertEquals(1, arguments.value(5).get(JAVA_BYTE, 0));
    assertArrayEquals(new int[] {1, 2, 3}, arguments.value(6).toArray(JAVA_INT));
    assertEquals(List.of(1, 2, 3), arguments.read(6));
    assertEquals(Arguments.Kind.DOUBLE, arguments.kind(4));
    assertEquals(2.5, arguments.read(4));
  }

  @Test
  void tooManyAreRefused() {
    var arguments = new Arguments();
    for (int i = 0; i < 64; i++) {
      arguments.of(i);
    }
    assertThrows(IllegalArgumentException.class, () -> arguments.of(64));
    assertThrows(IllegalArgumentException.class, () -> new Arguments().struct(new int[1025]));
  }
}
