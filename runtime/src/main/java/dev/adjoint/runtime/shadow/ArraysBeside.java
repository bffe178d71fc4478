package dev.adjoint.runtime.shadow;

import java.lang.reflect.Array;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Arrays of objects that stand beside arrays of numbers: a place for each number, null at first. References that are one array have arrays beside
 * them that are one, within one object of this class.
 */
public final class ArraysBeside {
  private final Class<?> element;
  private final Map<Object, Object> made = new IdentityHashMap<>();

  /** Arrays of elements of that type. */
  public ArraysBeside(Class<?> element) {
    this.element = element;
  }

  /**
   * What stands beside an array.
   *
   * @param numbers an array of double or float of any rank, or null
   * @return an array of the same rank; null for null
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
    Object beside = switch (numbers) {
      case double[] a -> Array.newInstance(element, a.length);
      case float[] a -> Array.newInstance(element, a.length);
      case Object[] rows -> {
        var all = (Object[]) Array.newInstance(type(rows.getClass().componentType()), rows.length);
        for (int i = 0; i < rows.length; i++) {
          all[i] = of(rows[i]);
        }
        yield all;
      }
      default -> throw new IllegalArgumentException("no array of numbers: " + numbers.getClass().getTypeName());
    };
    made.put(numbers, beside);
    return beside;
  }

  /** The type of what stands beside something of a type. */
  private Class<?> type(Class<?> numbers) {
    if (!numbers.isArray()) {
      if (numbers != double.class && numbers != float.class) {
        throw new IllegalArgumentException("no array of numbers: " + numbers.getTypeName());
      }
      return element;
    }
    return type(numbers.componentType()).arrayType();
  }
}
