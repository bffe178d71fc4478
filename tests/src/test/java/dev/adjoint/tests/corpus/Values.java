package dev.adjoint.tests.corpus;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Nested arrays and lists as data: copies that keep aliasing, shadows of the same shape, floating leaves by path. */
final class Values {
  private Values() {}

  /** Whether the value is an array or a list. */
  static boolean isNested(Object value) {
    return value instanceof List<?> || value != null && value.getClass().isArray();
  }

  private static int length(Object nested) {
    return nested instanceof List<?> list ? list.size() : Array.getLength(nested);
  }

  private static Object element(Object nested, int i) {
    return nested instanceof List<?> list ? list.get(i) : Array.get(nested, i);
  }

  @SuppressWarnings("unchecked")
  private static void put(Object nested, int i, Object element) {
    if (nested instanceof List<?> list) {
      ((List<Object>) list).set(i, element);
    } else {
      Array.set(nested, i, element);
    }
  }

  /** A copy of all arguments; arrays that were one array stay one array, other objects are kept. */
  static Object[] copy(Object[] arguments) {
    Map<Object, Object> seen = new IdentityHashMap<>();
    Object[] copies = new Object[arguments.length];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = copy(arguments[i], seen);
    }
    return copies;
  }

  private static Object copy(Object value, Map<Object, Object> seen) {
    if (!isNested(value)) {
      return value;
    }
    Object known = seen.get(value);
    if (known != null) {
      return known;
    }
    int n = length(value);
    Object copied = value instanceof List<?> list ? new ArrayList<>(list) : Array.newInstance(value.getClass().componentType(), n);
    seen.put(value, copied);
    for (int i = 0; i < n; i++) {
      put(copied, i, copy(element(value, i), seen));
    }
    return copied;
  }

  /**
   * Zeroed arrays of the same shape and aliasing.
   *
   * @param type the shadow's type: an array type of double or float, or a list of such arrays
   */
  static Object zeros(Object value, Class<?> type, Map<Object, Object> seen) {
    if (value == null) {
      return null;
    }
    Object known = seen.get(value);
    if (known != null) {
      return known;
    }
    int n = length(value);
    Object shadow = type == List.class ? Arrays.asList(new Object[n]) : Array.newInstance(type.componentType(), n);
    seen.put(value, shadow);
    if (type == List.class || type.componentType().isArray()) {
      for (int i = 0; i < n; i++) {
        Object row = element(value, i);
        put(shadow, i, row == null ? null : zeros(row, type == List.class ? row.getClass() : type.componentType(), seen));
      }
    }
    return shadow;
  }

  /** A cell of nested arrays: the argument's number, then indices; a scalar has no index. */
  record Cell(int argument, int... path) {
    @Override
    public String toString() {
      return argument + Arrays.toString(path);
    }
  }

  /** The distinct floating leaves of the chosen arguments; a leaf that can be reached twice appears once. */
  static List<Cell> cells(Object[] arguments, List<Boolean> chosen) {
    var cells = new ArrayList<Cell>();
    Map<Object, Object> seen = new IdentityHashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      if (chosen.get(i)) {
        collect(arguments[i], i, new int[0], cells, seen);
      }
    }
    return cells;
  }

  private static void collect(Object value, int argument, int[] path, List<Cell> cells, Map<Object, Object> seen) {
    if (value instanceof Double || value instanceof Float) {
      cells.add(new Cell(argument, path));
    } else if (isNested(value) && seen.put(value, value) == null) {
      for (int i = 0; i < length(value); i++) {
        int[] longer = Arrays.copyOf(path, path.length + 1);
        longer[path.length] = i;
        collect(element(value, i), argument, longer, cells, seen);
      }
    }
  }

  /** The leaf as a double; NaN where the path is gone. */
  static double get(Object[] arguments, Cell cell) {
    Object value = arguments[cell.argument()];
    for (int i : cell.path()) {
      if (value == null || i >= length(value)) {
        return Double.NaN;
      }
      value = element(value, i);
    }
    return ((Number) value).doubleValue();
  }

  /** Writes a leaf, rounded if it is a float; the value that was stored. */
  static double set(Object[] arguments, Cell cell, double number) {
    if (cell.path().length == 0) {
      boolean single = arguments[cell.argument()] instanceof Float;
      arguments[cell.argument()] = single ? (Object) (float) number : (Object) number;
      return single ? (float) number : number;
    }
    Object array = arguments[cell.argument()];
    for (int k = 0; k < cell.path().length - 1; k++) {
      array = element(array, cell.path()[k]);
    }
    int last = cell.path()[cell.path().length - 1];
    if (array instanceof float[] floats) {
      floats[last] = (float) number;
      return floats[last];
    }
    if (array instanceof List<?> list && list.get(last) instanceof Float) {
      put(array, last, (float) number);
      return (float) number;
    }
    put(array, last, number);
    return number;
  }

  /** Whether the leaf is a float. */
  static boolean isFloat(Object[] arguments, Cell cell) {
    Object value = arguments[cell.argument()];
    for (int i : cell.path()) {
      value = element(value, i);
    }
    return value instanceof Float;
  }

  /** All leaves as numbers. */
  static double[] get(Object[] arguments, List<Cell> cells) {
    double[] numbers = new double[cells.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = get(arguments, cells.get(i));
    }
    return numbers;
  }

  /** Equality of contents bit for bit, NaN equal to NaN. */
  static boolean same(Object a, Object b) {
    return Arrays.deepEquals(new Object[] {arrays(a)}, new Object[] {arrays(b)});
  }

  /** Lists as arrays. */
  private static Object arrays(Object value) {
    return value instanceof List<?> list ? list.stream().map(Values::arrays).toArray()
        : value instanceof Object[] rows ? Arrays.stream(rows).map(Values::arrays).toArray() : value;
  }

  /** A printable form. */
  static String text(Object value) {
    String text = Arrays.deepToString(new Object[] {arrays(value)});
    return text.substring(1, text.length() - 1);
  }
}
