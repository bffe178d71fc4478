package dev.adjoint.runtime.check;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/** Floating numbers inside of arguments: scalars, arrays of any rank. An array that occurs twice is one array in what is made of it. */
final class Numbers {
  private Numbers() {}

  /** Whether values of the type are, or consist of, doubles or floats. */
  static boolean isFloating(Class<?> type) {
    Class<?> c = type;
    while (c.isArray()) {
      c = c.getComponentType();
    }
    return c == double.class || c == float.class;
  }

  static boolean isFloat(Class<?> type) {
    Class<?> c = type;
    while (c.isArray()) {
      c = c.getComponentType();
    }
    return c == float.class;
  }

  /** Copies of all arrays. */
  static Object[] copies(Object[] values) {
    var made = new IdentityHashMap<Object, Object>();
    return Arrays.stream(values).map(v -> copy(v, made)).toArray();
  }

  private static Object copy(Object value, Map<Object, Object> made) {
    if (value == null || !value.getClass().isArray()) {
      return value;
    }
    Object known = made.get(value);
    if (known != null) {
      return known;
    }
    int n = Array.getLength(value);
    Object copy = Array.newInstance(value.getClass().getComponentType(), n);
    made.put(value, copy);
    for (int i = 0; i < n; i++) {
      Array.set(copy, i, copy(Array.get(value, i), made));
    }
    return copy;
  }

  /** Values of the same shape, each a function of the number at its place. */
  static Object[] mapped(Object[] values, DoubleUnaryOperator f) {
    var made = new IdentityHashMap<Object, Object>();
    return Arrays.stream(values).map(v -> map(v, f, made)).toArray();
  }

  private static Object map(Object value, DoubleUnaryOperator f, Map<Object, Object> made) {
    if (value instanceof Double x) {
      return f.applyAsDouble(x);
    }
    if (value instanceof Float x) {
      return (float) f.applyAsDouble(x);
    }
    if (value == null || !value.getClass().isArray()) {
      return value;
    }
    Object known = made.get(value);
    if (known != null) {
      return known;
    }
    int n = Array.getLength(value);
    Object result = Array.newInstance(value.getClass().getComponentType(), n);
    made.put(value, result);
    for (int i = 0; i < n; i++) {
      Array.set(result, i, map(Array.get(value, i), f, made));
    }
    return result;
  }

  /** All numbers, those of one array once. */
  static double[] flat(Object... values) {
    var out = new ArrayList<Double>();
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Object v : values) {
      collect(v, out, seen);
    }
    return out.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void collect(Object value, List<Double> out, Set<Object> seen) {
    if (value instanceof Double || value instanceof Float) {
      out.add(((Number) value).doubleValue());
    } else if (value != null && value.getClass().isArray() && isFloating(value.getClass()) && seen.add(value)) {
      for (int i = 0; i < Array.getLength(value); i++) {
        collect(Array.get(value, i), out, seen);
      }
    }
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** The sum of the products' absolute values: what the error of a dot product is measured by. */
  static double size(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] * b[i]);
    }
    return sum;
  }
}
