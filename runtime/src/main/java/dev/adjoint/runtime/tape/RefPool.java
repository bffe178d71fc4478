package dev.adjoint.runtime.tape;

import java.lang.reflect.Array;
import java.util.Arrays;

/**
 * Pooled arrays of references of one type. Invariant: arrays that are not taken hold only nulls, so that the pool keeps
 * nobody's data alive.
 */
final class RefPool {

  private final Class<?> element;
  private Object[][] arrays = {};
  private int[] sizes = {};
  private int taken;

  RefPool(Class<?> element) {
    this.element = element;
  }

  int taken() {
    return taken;
  }

  /** An array of at least {@code n} elements, all nulls, of which the caller may set the first n. */
  Object[] take(int n) {
    Capacity.checkSize(n);
    int at = taken;
    if (at == arrays.length) {
      arrays = Arrays.copyOf(arrays, Math.max(4, 2 * at));
      sizes = Arrays.copyOf(sizes, arrays.length);
    }
    Object[] array = arrays[at];
    if (array == null || array.length < n) {
      array = (Object[]) Array.newInstance(element, n);
      arrays[at] = array;
    }
    sizes[at] = n;
    taken = at + 1;
    return array;
  }

  /** Returns all but the first {@code keep} arrays taken. */
  void release(int keep) {
    while (taken > keep) {
      int at = --taken;
      Arrays.fill(arrays[at], 0, sizes[at], null);
    }
  }
}
