package dev.adjoint.tests.reports;

import dev.adjoint.runtime.tape.Tape;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.Map;

/** How many bytes a tape holds: on its stacks, and in the arrays it has lent. */
final class Heights {
  private static final Map<String, Integer> STACKS = Map.of("doublesTop", 8, "intsTop", 4, "longsTop", 8, "booleansTop", 1,
      "refsTop", 4, "marksTop", 4);
  private static final Map<String, Integer> POOLS = Map.of("doubles", 8, "ints", 4, "longs", 8, "booleans", 1);

  private Heights() {}

  /** The bytes on the stacks. */
  static long stacks(Tape tape) {
    long bytes = 0;
    for (var e : STACKS.entrySet()) {
      bytes += (long) e.getValue() * (int) get(tape, e.getKey());
    }
    return bytes;
  }

  /** The bytes of the arrays of primitives that the tape owns, lent or not. */
  static long pools(Tape tape) {
    Object pool = get(tape, "pool");
    long bytes = 0;
    if (pool != null) {
      for (var e : POOLS.entrySet()) {
        for (Object array : (Object[]) get(pool, e.getKey())) {
          bytes += array == null ? 0 : (long) e.getValue() * Array.getLength(array);
        }
      }
    }
    return bytes;
  }

  private static Object get(Object object, String name) {
    try {
      Field field = object.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return field.get(object);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the tape has changed: " + name, e);
    }
  }
}
