package dev.adjoint.runtime.check;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * What generated derivatives of a method that writes its arguments require of arrays that are given twice. Every method either returns,
 * having changed nothing, or throws an {@link IllegalArgumentException} that names the method and the parameters.
 */
public final class SharedArrays {
  private SharedArrays() {}

  /**
   * A differentiated array must not also be given for a parameter that is a constant where the method writes one of the two: what it
   * wrote through the one and read through the other would have no derivative.
   *
   * @param method the method, for the message
   * @param active the differentiated parameter's name
   * @param a its value, an array or null
   * @param constant the other parameter's name
   * @param b its value, an array or null
   * @throws IllegalArgumentException if they are one array, or share one at any rank
   */
  public static void distinct(String method, String active, Object a, String constant, Object b) {
    if (haveCommon(a, b)) {
      throw new IllegalArgumentException(method + ": " + active + ", which is differentiated, and " + constant
          + ", which is not, have an array in common, and the method writes it. Pass a copy of one, or differentiate with respect to both.");
    }
  }

  /**
   * A buffer that is added to must be none that is read meanwhile, nor another buffer.
   *
   * @param method the method, for the message
   * @param nameA one parameter's name
   * @param a its value, an array or null
   * @param nameB the name of the other one, a buffer
   * @param b its value, an array or null
   * @throws IllegalArgumentException if they are one array that is not empty, or share one at any rank
   */
  public static void apart(String method, String nameA, Object a, String nameB, Object b) {
    if (haveCommon(a, b) && Shape.length(a) > 0) {
      throw new IllegalArgumentException(method + ": '" + nameA + "' and '" + nameB + "' have an array in common; each needs its own.");
    }
  }

  private static boolean haveCommon(Object a, Object b) {
    if (a == null || b == null) {
      return false;
    }
    if (a == b || !(a instanceof Object[]) && !(b instanceof Object[])) {
      return a == b;
    }
    var arrays = new IdentityHashMap<Object, Object>();
    collect(a, null, arrays);
    return contains(b, arrays);
  }

  /**
   * Two arrays need the same array of tangents if they are one, and different ones otherwise, where the method writes one of the two;
   * likewise at every rank, and within one parameter.
   *
   * @param method the method, for the message
   * @param nameA one parameter's name
   * @param a its value, an array or null
   * @param tangentA its tangent
   * @param nameB the other parameter's name, or the same
   * @param b its value, an array or null
   * @param tangentB its tangent
   * @throws IllegalArgumentException if an array has two tangents, or a tangent two arrays
   */
  public static void sameTangents(String method, String nameA, Object a, Object tangentA, String nameB, Object b, Object tangentB) {
    boolean fits;
    if (a instanceof Object[] || b instanceof Object[]) {
      var tangents = new IdentityHashMap<Object, Object>();
      var arrays = new IdentityHashMap<Object, Object>();
      fits = collect(a, tangentA, tangents) && collect(b, tangentB, tangents) && collect(tangentA, a, arrays)
          && collect(tangentB, b, arrays);
    } else {
      fits = a == null || b == null || (a == b) == (tangentA == tangentB);
    }
    if (!fits) {
      String one = nameA.equals(nameB) ? "two rows of " + nameA : nameA + " and " + nameB;
      throw new IllegalArgumentException(method + ": where " + one + " have an array in common their tangents must have theirs, and only "
          + "there, for the method writes it.");
    }
  }

  /**
   * Two arrays need the same array of adjoints at every rank if they are one, where the method writes one of the two. Adjoints that are to be added to the caller's afterwards may be longer than their arrays.
   *
   * @param method the method, for the message
   * @param nameA one parameter's name
   * @param a its value, an array or null
   * @param adjointA its adjoint
   * @param nameB the other parameter's name
   * @param b its value, an array or null
   * @param adjointB its adjoint
   * @throws IllegalArgumentException if an array has two adjoints
   */
  public static void sameAdjoints(String method, String nameA, Object a, Object adjointA, String nameB, Object b, Object adjointB) {
    boolean fits;
    if (!(a instanceof Object[]) && b instanceof Object[] rows && !(b instanceof Object[][])) {
      fits = fits(a, adjointA, rows, (Object[]) adjointB);
    } else if (!(b instanceof Object[]) && a instanceof Object[] rows && !(a instanceof Object[][])) {
      fits = fits(b, adjointB, rows, (Object[]) adjointA);
    } else {
      var adjoints = new IdentityHashMap<Object, Object>();
      fits = pair(a, adjointA, adjoints) && pair(b, adjointB, adjoints);
    }
    if (!fits) {
      throw new IllegalArgumentException(method + ": " + nameA + " and " + nameB
          + " have an array in common, which has two adjoints, and the method writes it. Pass a copy of one, or call " + method
          + "Vjp with buffers that have theirs in common.");
    }
  }

  /** Whether the array's adjoint is that of the rows which it is. */
  private static boolean fits(Object array, Object adjoint, Object[] rows, Object[] adjoints) {
    for (int i = 0; array != null && i < rows.length; i++) {
      if (rows[i] == array && adjoints[i] != adjoint) {
        return false;
      }
    }
    return true;
  }

  /** Notes each array's adjoint; whether none has two. */
  private static boolean pair(Object array, Object adjoint, Map<Object, Object> into) {
    if (array == null || adjoint == null) {
      return true;
    }
    Object known = into.put(array, adjoint);
    if (known != null) {
      return known == adjoint;
    }
    if (array instanceof Object[] rows) {
      for (int i = 0; i < rows.length; i++) {
        if (!pair(rows[i], ((Object[]) adjoint)[i], into)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Notes each array's counterpart; whether none has two. Where the shapes differ nothing is noted. */
  private static boolean collect(Object array, Object other, Map<Object, Object> into) {
    if (array == null) {
      return true;
    }
    Object known = into.put(array, other == null ? SharedArrays.class : other);
    if (known != null && known != other) {
      return other == null;
    }
    if (array instanceof Object[] rows) {
      Object[] others = other instanceof Object[] o && o.length == rows.length ? o : null;
      for (int i = 0; i < rows.length; i++) {
        if (!collect(rows[i], others == null ? null : others[i], into)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean contains(Object array, Map<Object, Object> arrays) {
    if (array == null) {
      return false;
    }
    if (arrays.containsKey(array)) {
      return true;
    }
    if (array instanceof Object[] rows) {
      for (Object row : rows) {
        if (contains(row, arrays)) {
          return true;
        }
      }
    }
    return false;
  }
}
