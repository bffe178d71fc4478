package dev.adjoint.runtime.taylor;

import java.lang.reflect.Array;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The arrays of series that stand beside arrays of numbers: for each number a place for its series, at first null, which stands for a
 * constant. References that are one array have arrays of series that are one, within one object of this class.
 */
public final class SeriesArrays {
  private final Map<Object, Object> made = new IdentityHashMap<>();

  /** No arrays yet. */
  public SeriesArrays() {}

  /**
   * The array of series beside an array.
   *
   * @param numbers an array of double or float of any rank, or null
   * @return an array of double with one more dimension; null for null
   * @throws IllegalArgumentException if it is anything else
   */
  public Object of(Object numbers) {
    if (numbers == null) {
      return null;
    }
    Object known = made.get(numbers);
    if (known != null) {
      return known;
    }
    Object series = switch (numbers) {
      case double[] a -> new double[a.length][];
      case float[] a -> new double[a.length][];
      case Object[] rows -> {
        var all = (Object[]) Array.newInstance(element(rows.getClass().componentType()), rows.length);
        for (int i = 0; i < rows.length; i++) {
          all[i] = of(rows[i]);
        }
        yield all;
      }
      default -> throw new IllegalArgumentException("no array of numbers: " + numbers.getClass().getTypeName());
    };
    made.put(numbers, series);
    return series;
  }

  /** The type of what stands beside something of a type. */
  private static Class<?> element(Class<?> numbers) {
    if (!numbers.isArray()) {
      if (numbers != double.class && numbers != float.class) {
        throw new IllegalArgumentException("no array of numbers: " + numbers.getTypeName());
      }
      return double[].class;
    }
    return element(numbers.componentType()).arrayType();
  }

  /** The array of series beside an array alone. */
  public static Object beside(Object numbers) {
    return new SeriesArrays().of(numbers);
  }
}
