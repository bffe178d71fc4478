package dev.adjoint.runtime.backend.host;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * Large Java arrays that were released, for use again: a fresh one costs the time to zero it and to collect it. Holds at most
 * {@code adjoint.pool.bytes} bytes (a system property; by default an eighth of the heap); what does not fit is left to the
 * garbage collector.
 */
final class HostPool {
  /** Arrays of fewer elements are cheaper to make than to look up. */
  static final int LEAST = 4096;

  private static final long LIMIT =
      HostProperty.number("adjoint.pool.bytes", 0, Runtime.getRuntime().maxMemory() / 8);
  private static final Map<Integer, ArrayDeque<float[]>> FLOATS = new HashMap<>();
  private static final Map<Integer, ArrayDeque<double[]>> DOUBLES = new HashMap<>();
  private static long held;

  private HostPool() {}

  /** An array that was released, or null. */
  static synchronized float[] floats(int length) {
    ArrayDeque<float[]> free = FLOATS.get(length);
    float[] array = free == null ? null : free.pollLast();
    if (array != null) {
      held -= 4L * length;
    }
    return array;
  }

  /** An array that was released, or null. */
  static synchronized double[] doubles(int length) {
    ArrayDeque<double[]> free = DOUBLES.get(length);
    double[] array = free == null ? null : free.pollLast();
    if (array != null) {
      held -= 8L * length;
    }
    return array;
  }

  static synchronized void give(float[] array) {
    if (held + 4L * array.length <= LIMIT) {
      held += 4L * array.length;
      FLOATS.computeIfAbsent(array.length, n -> new ArrayDeque<>()).addLast(array);
    }
  }

  static synchronized void give(double[] array) {
    if (held + 8L * array.length <= LIMIT) {
      held += 8L * array.length;
      DOUBLES.computeIfAbsent(array.length, n -> new ArrayDeque<>()).addLast(array);
    }
  }
}
