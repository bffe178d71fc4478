package dev.adjoint.tests.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Tensor;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/** Compares tensors with what the oracle computed: type, shape, every element. */
final class Agreement {
  private Agreement() {}

  /** The same bits, but for NaNs, which are all the same. */
  static void exact(String operation, NaiveArray expected, Tensor actual) {
    check(operation, expected, actual, 0);
  }

  /** Within {@code float32} where both have that type, within {@code float64} otherwise, relative to 1 or the value. */
  static void close(String operation, NaiveArray expected, Tensor actual, double float32, double float64) {
    check(operation, expected, actual, switch (expected.dtype()) {
      case FLOAT32 -> float32;
      case FLOAT64 -> float64;
      case INT64, BOOL -> 0;
    });
  }

  private static void check(String operation, NaiveArray expected, Tensor actual, double tolerance) {
    assertEquals(expected.dtype(), actual.dtype(), operation + ": type");
    assertEquals(shape(expected.shape()), actual.shape(), operation + ": shape");
    List<Object> elements = elements(actual);
    List<List<Integer>> indices = expected.indices();
    for (int i = 0; i < indices.size(); i++) {
      Object e = expected.at(indices.get(i));
      Object a = elements.get(i);
      // equals of boxed numbers compares bits
      if (!e.equals(a) && !near(Element.real(e), Element.real(a), tolerance)) {
        fail(operation + ": element " + indices.get(i) + " of " + actual.shape() + " is " + a + ", expected " + e);
      }
    }
  }

  private static boolean near(double expected, double actual, double tolerance) {
    if (tolerance == 0 || Double.isNaN(expected) || Double.isInfinite(expected)) {
      return tolerance != 0 && expected == actual;
    }
    return Math.abs(expected - actual) <= tolerance * Math.max(1, Math.abs(expected));
  }

  /** The elements of a tensor in row-major order, boxed. */
  static List<Object> elements(Tensor tensor) {
    Object array = tensor.toArray();
    var elements = new ArrayList<Object>();
    for (int i = 0; i < Array.getLength(array); i++) {
      elements.add(Array.get(array, i));
    }
    return elements;
  }

  static Shape shape(List<Integer> sizes) {
    return Shape.of(sizes(sizes));
  }

  static int[] sizes(List<Integer> sizes) {
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }
}
