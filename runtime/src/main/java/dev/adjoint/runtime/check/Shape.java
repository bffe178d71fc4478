package dev.adjoint.runtime.check;

import java.lang.reflect.Array;
import java.util.List;

/** Lengths of arrays of any rank, and what is said about them. */
final class Shape {

  private Shape() {}

  /** The length of an array. */
  static int length(Object array) {
    return switch (array) {
      case double[] values -> values.length;
      case float[] values -> values.length;
      case Object[] rows -> rows.length;
      default -> Array.getLength(array);
    };
  }

  /** "has length 3", or "is null". */
  static String has(Object array) {
    return array == null ? "is null" : "has length " + length(array);
  }

  /**
   * Whether {@code other} has the type and, at every rank, the lengths of {@code array}, and shares no part that holds
   * numbers with it. Where {@code array} or a row of it is null, {@code other} may be anything.
   */
  static boolean fits(Object array, Object other) {
    if (array == null) {
      return true;
    }
    return switch (array) {
      case double[] values -> other instanceof double[] others && fits(values.length, others.length, array == other);
      case float[] values -> other instanceof float[] others && fits(values.length, others.length, array == other);
      case Object[] rows -> other instanceof Object[] others && fits(rows, others);
      default ->
          throw new IllegalArgumentException("Not an array of double or float: " + array.getClass().getTypeName());
    };
  }

  private static boolean fits(int length, int other, boolean same) {
    return length == other && (!same || length == 0);
  }

  private static boolean fits(Object[] rows, Object[] others) {
    if (!fits(rows.length, others.length, rows == others)) {
      return false;
    }
    for (int i = 0; i < rows.length; i++) {
      if (!fits(rows[i], others[i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * The first place at which {@code other} does not fit {@code array}, as a sentence.
   *
   * @param what the name of {@code other}, for example "the adjoint buffer of"
   * @param name the name of {@code array}
   */
  static String misfit(String what, String name, Object array, Object other) {
    if (array instanceof Object[] rows && other instanceof Object[] others && rows.length == others.length
        && rows != others) {
      int i = 0;
      while (fits(rows[i], others[i])) {
        i++;
      }
      return misfit(what, name + "[" + i + "]", rows[i], others[i]);
    }
    if (array == other) {
      return what + " '" + name + "' is '" + name + "' itself (length " + length(array) + ")";
    }
    if (other != null && length(array) == length(other)) {
      return what + " '" + name + "' is a " + other.getClass().getTypeName() + " but '" + name + "' is a "
          + array.getClass().getTypeName() + " (both have length " + length(array) + ")";
    }
    return what + " '" + name + "' " + has(other) + " but '" + name + "' " + has(array);
  }

  /** An array at any rank of a parameter, the array at the same place of its adjoint, and the path to it. */
  record Place(String path, Object primal, Object adjoint) {}

  /** Appends every array that is neither null nor empty. */
  static void places(String path, Object primal, Object adjoint, List<Place> places) {
    if (primal == null || length(primal) == 0) {
      return;
    }
    places.add(new Place(path, primal, adjoint));
    if (primal instanceof Object[] rows) {
      for (int i = 0; i < rows.length; i++) {
        places(path + "[" + i + "]", rows[i], ((Object[]) adjoint)[i], places);
      }
    }
  }
}
