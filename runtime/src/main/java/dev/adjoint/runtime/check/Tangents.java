package dev.adjoint.runtime.check;

/** What generated derivatives of forward mode require of the tangents of arrays. */
public final class Tangents {
  private Tangents() {}

  /**
   * The tangent of an array must have its length at every rank, and be another array if the method may write it: it would take
   * values for tangents. An array or row that is null is not checked.
   *
   * @param method the method, for the message
   * @param parameter the parameter's name
   * @param array the argument, or null
   * @param tangent its tangent; numbers may be of another type
   * @param written whether the method may write the array
   * @throws IllegalArgumentException if the tangent does not fit; the message has the row, as in {@code 'x[2]'}
   */
  public static void fit(String method, String parameter, Object array, Object tangent, boolean written) {
    if (array == null) {
      return;
    }
    if (tangent == null || Shape.length(tangent) != Shape.length(array)) {
      throw new IllegalArgumentException(method + ": the tangent of '" + parameter + "' " + Shape.has(tangent) + " but '" + parameter + "' "
          + Shape.has(array) + ".");
    }
    if (written && array == tangent && Shape.length(array) > 0) {
      throw new IllegalArgumentException(method + ": the tangent of '" + parameter + "' is '" + parameter
          + "' itself, which the method may write.");
    }
    if (array instanceof Object[] rows && array != tangent) {
      Object[] others = (Object[]) tangent;
      for (int i = 0; i < rows.length; i++) {
        if (misfit(rows[i], others[i], written)) {
          fit(method, parameter + "[" + i + "]", rows[i], others[i], written);
        }
      }
    }
  }

  /** Whether a row has to be looked at: an array of numbers that fits has not, and no name is made for it. */
  private static boolean misfit(Object row, Object tangent, boolean written) {
    return row != null && (row instanceof Object[] || tangent == null || Shape.length(row) != Shape.length(tangent)
        || written && row == tangent);
  }
}
