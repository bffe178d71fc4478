package dev.adjoint.runtime.checkpoint;

import java.util.Arrays;

/** The state of a loop at the beginning of one iteration: variables, taken in the order in which they were put, and contents. */
final class Snapshot {
  private static final double[] NO_DOUBLES = {};
  private static final long[] NO_LONGS = {};
  private static final Object[] NO_REFERENCES = {};

  /** The iteration, counted from 0. */
  int step;
  final Contents contents = new Contents();
  private double[] doubles = NO_DOUBLES;
  private long[] longs = NO_LONGS;
  private Object[] references = NO_REFERENCES;
  private int doublesAt;
  private int longsAt;
  private int referencesAt;

  /** Begins anew. */
  void begin(int iteration) {
    step = iteration;
    Arrays.fill(references, null);
    contents.clear();
    rewind();
  }

  /** The next variable taken is the first one put. */
  void rewind() {
    doublesAt = 0;
    longsAt = 0;
    referencesAt = 0;
  }

  void put(double value) {
    if (doublesAt == doubles.length) {
      doubles = Arrays.copyOf(doubles, Math.max(4, 2 * doublesAt));
    }
    doubles[doublesAt++] = value;
  }

  void put(long value) {
    if (longsAt == longs.length) {
      longs = Arrays.copyOf(longs, Math.max(4, 2 * longsAt));
    }
    longs[longsAt++] = value;
  }

  void put(Object value) {
    if (referencesAt == references.length) {
      references = Arrays.copyOf(references, Math.max(4, 2 * referencesAt));
    }
    references[referencesAt++] = value;
  }

  double takeDouble() {
    return doubles[doublesAt++];
  }

  long takeLong() {
    return longs[longsAt++];
  }

  Object takeReference() {
    return references[referencesAt++];
  }
}
