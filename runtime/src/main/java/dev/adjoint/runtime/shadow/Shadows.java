package dev.adjoint.runtime.shadow;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;

/**
 * Makes shadows, and moves adjoints between them and the caller's buffers.
 *
 * <p>At rank 2 and more references that alias have shadows that alias: rows that are one array get one shadow row, and
 * are added once. Where several parameters may share arrays, one {@code seen} map over all of them extends this to the
 * whole. The shadow of null is null.
 *
 * <p>The shadow of a {@code float} array is a {@code double} array: inside a method the adjoint of a float is
 * accumulated in double, and rounded once, by {@code narrowInto}.
 */
public final class Shadows {

  private Shadows() {}

  /**
   * Zeros in the shape of an array.
   *
   * @param primal any array, or null
   * @return a new array of zeros; null for null
   */
  public static double[] zerosLike(double[] primal) {
    return primal == null ? null : new double[primal.length];
  }

  /**
   * Zeros in the shape of an array.
   *
   * @param primal any array, or null
   * @return a new array of zeros, its rows aliased as those of {@code primal} are; null for null
   */
  public static double[][] zerosLike(double[][] primal) {
    return (double[][]) zeros(primal, false, new IdentityHashMap<>());
  }

  /**
   * Zeros in the shape of an array.
   *
   * @param primal any array, or null
   * @return a new array of zeros, its rows aliased as those of {@code primal} are; null for null
   */
  public static double[][][] zerosLike(double[][][] primal) {
    return (double[][][]) zeros(primal, false, new IdentityHashMap<>());
  }

  /**
   * Double zeros in the shape of a float array.
   *
   * @param primal any array, or null
   * @return a new array of zeros; null for null
   */
  public static double[] zerosLike(float[] primal) {
    return primal == null ? null : new double[primal.length];
  }

  /**
   * Double zeros in the shape of a float array.
   *
   * @param primal any array, or null
   * @return a new array of zeros, its rows aliased as those of {@code primal} are; null for null
   */
  public static double[][] zerosLike(float[][] primal) {
    return (double[][]) zeros(primal, false, new IdentityHashMap<>());
  }

  /**
   * Double zeros in the shape of a float array.
   *
   * @param primal any array, or null
   * @return a new array of zeros, its rows aliased as those of {@code primal} are; null for null
   */
  public static double[][][] zerosLike(float[][][] primal) {
    return (double[][][]) zeros(primal, false, new IdentityHashMap<>());
  }

  /**
   * Double zeros in the shape of an array of any rank; nulls for other objects than arrays, whose adjoint null stands for zero.
   *
   * @param primal an array of double, float or such objects, or null
   * @return a new array of double zeros of the same rank, aliased as {@code primal} is; null for null
   * @throws IllegalArgumentException if {@code primal} is anything else
   */
  public static Object zerosLike(Object primal) {
    return zeros(primal, false, new IdentityHashMap<>());
  }

  /**
   * Double zeros in the shape of one of several arrays that may share rows, or be one.
   *
   * @param primal an array of double or float, or null
   * @param seen what earlier calls have made, by primal array; extended
   * @return as {@link #zerosLike(Object)}, with shadows out of {@code seen} where there are any
   * @throws IllegalArgumentException if {@code primal} is not an array of double or float
   */
  public static Object zerosLike(Object primal, IdentityHashMap<Object, Object> seen) {
    return zeros(primal, false, seen);
  }

  /**
   * Float zeros in the shape of a float array of any rank: an adjoint as the caller sees it.
   *
   * @param <T> the array's type
   * @param primal an array of float, or null
   * @return a new array of zeros, aliased as {@code primal} is; null for null
   * @throws IllegalArgumentException if {@code primal} is not an array of float or double
   */
  @SuppressWarnings("unchecked")
  public static <T> T floatZerosLike(T primal) {
    return (T) zeros(primal, true, new IdentityHashMap<>());
  }

  /**
   * A copy in double.
   *
   * @param values any array, or null
   * @return a new array of the same values; null for null
   */
  public static double[] widen(float[] values) {
    if (values == null) {
      return null;
    }
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  /**
   * A copy in double.
   *
   * @param values any array, or null
   * @return a new array of the same values, its rows aliased as those of {@code values} are; null for null
   */
  public static double[][] widen(float[][] values) {
    return (double[][]) widen(values, new IdentityHashMap<>());
  }

  /**
   * A copy in double.
   *
   * @param values any array, or null
   * @return a new array of the same values, its rows aliased as those of {@code values} are; null for null
   */
  public static double[][][] widen(float[][][] values) {
    return (double[][][]) widen(values, new IdentityHashMap<>());
  }

  /**
   * A copy in double of one of several float arrays, of any rank, that may share rows.
   *
   * @param values an array of float, or null
   * @param seen what earlier calls have made, by array; extended
   * @return a new array of double of the same rank and values, with rows out of {@code seen} where there are any
   * @throws IllegalArgumentException if {@code values} is not an array of float
   */
  public static Object widen(Object values, IdentityHashMap<Object, Object> seen) {
    if (values == null) {
      return null;
    }
    Object known = seen.get(values);
    if (known != null) {
      return known;
    }
    Object wide;
    switch (values) {
      case float[] floats -> wide = widen(floats);
      case Object[] rows -> {
        Object[] wideRows = rowsLike(rows, false);
        for (int i = 0; i < rows.length; i++) {
          wideRows[i] = widen(rows[i], seen);
        }
        wide = wideRows;
      }
      default -> throw notFloating(values);
    }
    seen.put(values, wide);
    return wide;
  }

  /**
   * Adds adjoints to a caller's buffer.
   *
   * @param stage what is added
   * @param buffer receives {@code buffer[i] + stage[i]}; of the same length
   */
  public static void addInto(double[] stage, double[] buffer) {
    for (int i = 0; i < stage.length; i++) {
      buffer[i] += stage[i];
    }
  }

  /**
   * Gives all places of one object the sum of what they have.
   *
   * @param first for each place the first one of the same object
   * @param values a number for each place
   */
  public static void shareTotals(int[] first, double[] values) {
    for (int i = 0; i < first.length; i++) {
      if (first[i] != i) {
        values[first[i]] += values[i];
      }
    }
    for (int i = 0; i < first.length; i++) {
      values[i] = values[first[i]];
    }
  }

  /**
   * Adds lent adjoints to a caller's buffer.
   *
   * @param stage what is added, at least as long as the buffer
   * @param buffer receives the sum; null if {@code stage} is
   */
  public static void addStage(double[] stage, double[] buffer) {
    if (stage != null) {
      for (int i = 0; i < buffer.length; i++) {
        buffer[i] += stage[i];
      }
    }
  }

  /**
   * Adds lent adjoints to a caller's buffer. A row of the buffer that stands in several places gets the sum of all.
   *
   * @param stage what is added
   * @param buffer receives the sum
   */
  public static void addStage(double[][] stage, double[][] buffer) {
    if (stage != null) {
      for (int i = 0; i < buffer.length; i++) {
        addStage(stage[i], buffer[i]);
      }
    }
  }

  /**
   * Adds adjoints to a caller's buffer, each sum in double and rounded once.
   *
   * @param stage what is added
   * @param buffer receives {@code buffer[i] + stage[i]}; of the same length
   */
  public static void addInto(double[] stage, float[] buffer) {
    for (int i = 0; i < stage.length; i++) {
      buffer[i] = (float) (buffer[i] + stage[i]);
    }
  }

  /**
   * Adds adjoints to a caller's buffer of rank 2 or more. A row that stands in several places is added once.
   *
   * @param stage what is added, arrays of double
   * @param buffer arrays of double or float of the same shape, aliased as {@code stage} is; null rows of {@code stage}
   *     are skipped
   */
  public static void addInto(Object[] stage, Object[] buffer) {
    addInto(stage, buffer, new IdentityHashMap<>());
  }

  /**
   * Adds the adjoints of one of several parameters that may share arrays to the caller's buffer.
   *
   * @param stage what is added, an array of double of any rank, or null
   * @param buffer an array of double or float of the same shape, aliased as {@code stage} is
   * @param added the staged arrays that were added already, as keys; these are skipped; extended
   */
  public static void addInto(Object stage, Object buffer, IdentityHashMap<Object, Object> added) {
    if (stage == null || added.putIfAbsent(stage, stage) != null) {
      return;
    }
    if (stage instanceof Object[] rows) {
      Object[] buffers = (Object[]) buffer;
      for (int i = 0; i < rows.length; i++) {
        addInto(rows[i], buffers[i], added);
      }
    } else if (buffer instanceof float[] floats) {
      addInto((double[]) stage, floats);
    } else {
      addInto((double[]) stage, (double[]) buffer);
    }
  }

  /**
   * A copy of an array of arrays down to its rows, which are the original's. Arrays of rows that are one are one in the copy.
   *
   * @param array any array, or null
   * @param <T> its type
   * @return the copy; null for null
   */
  public static <T> T ownRows(T array) {
    @SuppressWarnings("unchecked") // a copy has the class of its original
    T copy = (T) ownRows(array, new IdentityHashMap<>());
    return copy;
  }

  private static Object ownRows(Object value, IdentityHashMap<Object, Object> seen) {
    if (!(value instanceof Object[] rows)) {
      return value;
    }
    Object known = seen.get(rows);
    if (known != null) {
      return known;
    }
    Object[] copy = rows.clone();
    seen.put(rows, copy);
    for (int i = 0; i < copy.length; i++) {
      copy[i] = ownRows(copy[i], seen);
    }
    return copy;
  }

  /**
   * Takes out what a buffer holds.
   *
   * @param buffer arrays of double; zeros afterwards
   * @param <T> its type
   * @return a copy of what was in it, its rows aliased as those of the buffer are
   */
  public static <T> T takeOut(T buffer) {
    T held = deepCopy(buffer);
    zero(buffer);
    return held;
  }

  /**
   * Deals out the adjoints of an array whose rows have changed places: adds them to the shadows of the rows that are there now. A row
   * that stands in several places, with one row of adjoints for them, gets it once.
   *
   * @param array the array as it is now, of rank 2 or more
   * @param adjoints the adjoint of the array, by position; cells that {@code array} has and it has not have no adjoint
   * @param shadow receives the sums: the shadows of the rows of {@code array}, by position
   */
  public static void dealOut(Object[] array, Object[] adjoints, Object[] shadow) {
    dealOut(array, adjoints, shadow, new IdentityHashMap<>());
  }

  private static void zero(Object buffer) {
    switch (buffer) {
      case double[] numbers -> Arrays.fill(numbers, 0);
      case Object[] rows -> Arrays.stream(rows).forEach(Shadows::zero);
      case null, default -> { }
    }
  }

  private static void dealOut(Object array, Object held, Object shadow, IdentityHashMap<Object, IdentityHashMap<Object, Object>> done) {
    if (array == null || held == null || shadow == null
        || done.computeIfAbsent(array, a -> new IdentityHashMap<>()).put(held, held) != null) {
      return;
    }
    if (held instanceof double[] numbers && shadow instanceof double[] into) {
      for (int i = 0; i < Math.min(numbers.length, into.length); i++) {
        into[i] += numbers[i];
      }
    } else if (array instanceof Object[] rows && held instanceof Object[] rowsHeld && shadow instanceof Object[] shadows) {
      for (int i = 0; i < Math.min(rows.length, rowsHeld.length); i++) {
        dealOut(rows[i], rowsHeld[i], shadows[i], done);
      }
    }
  }

  /**
   * Rounds adjoints into a caller's buffer.
   *
   * @param stage what is written
   * @param buffer receives {@code (float) stage[i]}; of the same length
   */
  public static void narrowInto(double[] stage, float[] buffer) {
    for (int i = 0; i < stage.length; i++) {
      buffer[i] = (float) stage[i];
    }
  }

  /**
   * Rounds adjoints into a caller's buffer of rank 2 or more.
   *
   * @param stage what is written, arrays of double
   * @param buffer arrays of float of the same shape; null rows of {@code stage} are skipped
   */
  public static void narrowInto(Object[] stage, Object[] buffer) {
    for (int i = 0; i < stage.length; i++) {
      switch (stage[i]) {
        case null -> { }
        case double[] row -> narrowInto(row, (float[]) buffer[i]);
        case Object[] rows -> narrowInto(rows, (Object[]) buffer[i]);
        default -> throw notFloating(stage[i]);
      }
    }
  }

  /**
   * A copy of an array and of all arrays in it, for a reader who comes when the original has changed. Rows that are one array are
   * one in the copy; elements that are no arrays are the original's.
   *
   * @param array any array, or null
   * @param <T> its type
   * @return the copy; null for null
   */
  public static <T> T deepCopy(T array) {
    @SuppressWarnings("unchecked") // a copy has the class of its original
    T copy = (T) copy(array, new IdentityHashMap<>());
    return copy;
  }

  /**
   * The order in which {@code Arrays.sort} puts a range of an array; equal numbers keep theirs.
   *
   * @param array the numbers
   * @param from the first index, inclusive
   * @param to the last, exclusive
   * @return for each index the one from which its number comes
   * @throws IllegalArgumentException as {@code Arrays.sort}
   * @throws ArrayIndexOutOfBoundsException as {@code Arrays.sort}
   */
  public static int[] sortOrder(double[] array, int from, int to) {
    return order(array.length, from, to, (a, b) -> Double.compare(array[a], array[b]));
  }

  /**
   * The same for floats.
   *
   * @param array the numbers
   * @param from the first index, inclusive
   * @param to the last, exclusive
   * @return for each index the one from which its number comes
   */
  public static int[] sortOrder(float[] array, int from, int to) {
    return order(array.length, from, to, (a, b) -> Float.compare(array[a], array[b]));
  }

  private static int[] order(int length, int from, int to, Comparator<Integer> comparator) {
    if (from > to) {
      throw new IllegalArgumentException("fromIndex(" + from + ") > toIndex(" + to + ")");
    }
    if (from < 0) {
      throw new ArrayIndexOutOfBoundsException(from);
    }
    if (to > length) {
      throw new ArrayIndexOutOfBoundsException(to);
    }
    Integer[] sorted = new Integer[to - from];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = from + i;
    }
    Arrays.sort(sorted, comparator);
    int[] order = new int[length];
    for (int i = 0; i < length; i++) {
      order[i] = i < from || i >= to ? i : sorted[i - from];
    }
    return order;
  }

  private static Object copy(Object value, IdentityHashMap<Object, Object> seen) {
    if (value == null || !value.getClass().isArray()) {
      return value;
    }
    Object known = seen.get(value);
    if (known != null) {
      return known;
    }
    int length = Array.getLength(value);
    Object copy = Array.newInstance(value.getClass().componentType(), length);
    seen.put(value, copy);
    if (value instanceof Object[] from && copy instanceof Object[] to) {
      for (int i = 0; i < length; i++) {
        to[i] = copy(from[i], seen);
      }
    } else {
      System.arraycopy(value, 0, copy, 0, length);
    }
    return copy;
  }

  private static Object zeros(Object primal, boolean keepFloat, IdentityHashMap<Object, Object> seen) {
    if (primal == null) {
      return null;
    }
    Object known = seen.get(primal);
    if (known != null) {
      return known;
    }
    Object shadow;
    switch (primal) {
      case double[] values -> shadow = new double[values.length];
      case float[] values -> shadow = keepFloat ? new float[values.length] : new double[values.length];
      case Object[] rows -> {
        Object[] shadows = rowsLike(rows, keepFloat);
        for (int i = 0; i < rows.length && rows.getClass().componentType().isArray(); i++) {
          shadows[i] = zeros(rows[i], keepFloat, seen);
        }
        shadow = shadows;
      }
      default -> throw notFloating(primal);
    }
    seen.put(primal, shadow);
    return shadow;
  }

  private static Object[] rowsLike(Object[] rows, boolean keepFloat) {
    Class<?> element = rows.getClass().componentType();
    return (Object[]) Array.newInstance(keepFloat ? element : wide(element), rows.length);
  }

  private static Class<?> wide(Class<?> type) {
    if (type.isArray()) {
      return wide(type.componentType()).arrayType();
    }
    return type == float.class ? double.class : type;
  }

  private static IllegalArgumentException notFloating(Object array) {
    return new IllegalArgumentException("Not an array of double or float: " + array.getClass().getTypeName());
  }
}
