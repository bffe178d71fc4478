package dev.adjoint.runtime.checkpoint;

import java.lang.reflect.Array;
import java.util.Arrays;

/**
 * What was in some arrays at one moment, to be put back into the same arrays: elements, and of arrays of arrays which rows
 * they had and what was in these, at any depth. Arrays may be null, and may be the same under several names.
 */
public final class Contents {
  private static final Object[] NONE = {};

  private Object[] arrays = NONE;
  private Object[] copies = NONE;
  private int size;

  /** Keeps nothing so far. */
  public Contents() {}

  /** Forgets what was kept, and which arrays it belongs to. The memory serves the next {@code keep}. */
  void clear() {
    Arrays.fill(arrays, 0, size, null);
    size = 0;
  }

  /**
   * Keeps what is in an array now.
   *
   * @param array an array of any type, or null
   */
  public void keep(Object array) {
    if (array == null) {
      return;
    }
    add(array);
    if (isOfRows(array)) {
      for (Object row : (Object[]) array) {
        keep(row);
      }
    }
  }

  /**
   * Keeps which rows an array has now, but not what is in them.
   *
   * @param array an array of any type, or null
   */
  public void keepRows(Object array) {
    if (array != null && isOfRows(array)) {
      add(array);
      for (Object row : (Object[]) array) {
        keepRows(row);
      }
    }
  }

  private void add(Object array) {
    if (size == arrays.length) {
      arrays = Arrays.copyOf(arrays, Math.max(4, 2 * size));
      copies = Arrays.copyOf(copies, arrays.length);
    }
    int length = Array.getLength(array);
    Object copy = copies[size];
    if (copy == null || copy.getClass() != array.getClass() || Array.getLength(copy) != length) {
      copy = Array.newInstance(array.getClass().getComponentType(), length);
      copies[size] = copy;
    }
    System.arraycopy(array, 0, copy, 0, length);
    arrays[size++] = array;
  }

  /** Puts back what was in the arrays. */
  public void restore() {
    for (int i = 0; i < size; i++) {
      System.arraycopy(copies[i], 0, arrays[i], 0, Array.getLength(copies[i]));
    }
  }

  /**
   * Hands adjoints over from the arrays of one run to those of a later run of the same code: the second array gets the
   * elements of the first, row by row. Arrays that both runs share stay as they are.
   *
   * @param from an array of any rank, or null
   * @param to an array of the same type, not necessarily of the same length: what only one of them has is left out; or null
   */
  public static void move(Object from, Object to) {
    if (from == to || from == null || to == null) {
      return;
    }
    int length = Math.min(Array.getLength(from), Array.getLength(to));
    if (!isOfRows(from)) {
      System.arraycopy(from, 0, to, 0, length);
      return;
    }
    for (int i = 0; i < length; i++) {
      move(((Object[]) from)[i], ((Object[]) to)[i]);
    }
  }

  private static boolean isOfRows(Object array) {
    return array.getClass().getComponentType().isArray();
  }

  /** The bytes of elements that are kept. */
  long bytes() {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      Class<?> type = copies[i].getClass().getComponentType();
      int width = type == double.class || type == long.class ? 8
          : type == byte.class || type == boolean.class ? 1 : type == short.class || type == char.class ? 2 : 4;
      sum += (long) width * Array.getLength(copies[i]);
    }
    return sum;
  }
}
