package dev.adjoint.tests.tensor;

import dev.adjoint.runtime.array.DType;

/** Single elements of the oracle, boxed: {@code Float}, {@code Double}, {@code Long}, {@code Boolean}. */
final class Element {
  private Element() {}

  /** Java's cast; to bool: whether it is not 0. */
  static Object cast(Object element, DType to) {
    return switch (to) {
      case FLOAT32 -> switch (element) {
        case Long whole -> (float) (long) whole;
        default -> (float) real(element);
      };
      case FLOAT64 -> real(element);
      case INT64 -> switch (element) {
        case Long whole -> whole;
        default -> (long) real(element);
      };
      case BOOL -> truth(element);
    };
  }

  /** The element as a real number. */
  static double real(Object element) {
    return element instanceof Boolean truth ? truth ? 1 : 0 : ((Number) element).doubleValue();
  }

  /** An int64 element, or the truth value as 1 or 0. */
  static long whole(Object element) {
    return element instanceof Boolean truth ? truth ? 1 : 0 : (Long) element;
  }

  /** Whether it is not 0. */
  static boolean truth(Object element) {
    return switch (element) {
      case Boolean truth -> truth;
      case Long whole -> whole != 0;
      default -> real(element) != 0;
    };
  }

  /** The order of numbers; with a NaN nothing is less. */
  static boolean less(Object a, Object b) {
    return a instanceof Long || a instanceof Boolean ? whole(a) < whole(b) : real(a) < real(b);
  }

  /** Whether two numbers of one type are equal; a NaN is not. */
  static boolean same(Object a, Object b) {
    return a instanceof Long || a instanceof Boolean ? whole(a) == whole(b) : real(a) == real(b);
  }

  static boolean isNaN(Object element) {
    return Double.isNaN(real(element));
  }
}
