package dev.adjoint.runtime.check;

import java.lang.reflect.Array;
import java.util.SplittableRandom;

/**
 * Random arguments by type: numbers between 0.5 and 1.5, integers 2 and 3, arrays of length {@value #LENGTH}, so that an integer is
 * a valid index or count.
 */
final class RandomArguments {
  static final int LENGTH = 4;

  private final SplittableRandom random;

  RandomArguments(SplittableRandom random) {
    this.random = random;
  }

  Object[] of(Class<?>[] types) {
    var all = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      all[i] = of(types[i]);
    }
    return all;
  }

  private Object of(Class<?> type) {
    if (type.isArray()) {
      Object array = Array.newInstance(type.getComponentType(), LENGTH);
      for (int i = 0; i < LENGTH; i++) {
        Array.set(array, i, of(type.getComponentType()));
      }
      return array;
    }
    if (type == double.class) {
      return random.nextDouble(0.5, 1.5);
    }
    if (type == float.class) {
      return (float) random.nextDouble(0.5, 1.5);
    }
    if (type == boolean.class) {
      return random.nextBoolean();
    }
    int number = random.nextInt(2, LENGTH);
    if (type == int.class) {
      return number;
    }
    if (type == long.class) {
      return (long) number;
    }
    if (type == short.class) {
      return (short) number;
    }
    if (type == byte.class) {
      return (byte) number;
    }
    if (type == char.class) {
      return (char) number;
    }
    throw new IllegalStateException("there are no random arguments of type " + type.getName() + "; give points with at(…)");
  }

  /** A number for a direction or a weight: a multiple of an eighth between -1 and 1 and not 0, which float holds exactly too. */
  double weight() {
    int eighths = random.nextInt(1, 9);
    return random.nextBoolean() ? eighths / 8.0 : -eighths / 8.0;
  }
}
