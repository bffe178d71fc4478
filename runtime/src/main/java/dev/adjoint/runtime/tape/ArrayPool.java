package dev.adjoint.runtime.tape;

import java.util.Arrays;

/**
 * The arrays that a {@link Tape} lends, by type in the order of the calls: after a release, the next array taken of a
 * type is the one that was taken at this place before, if it is long enough.
 */
final class ArrayPool {

  /** Ints that a mark takes. */
  static final int MARK = 10;

  private double[][] doubles = {};
  private int doublesTaken;
  private float[][] floats = {};
  private int floatsTaken;
  private int[][] ints = {};
  private int intsTaken;
  private long[][] longs = {};
  private int longsTaken;
  private boolean[][] booleans = {};
  private int booleansTaken;
  private final RefPool doubles2 = new RefPool(double[].class);
  private final RefPool doubles3 = new RefPool(double[][].class);
  private final RefPool floats2 = new RefPool(float[].class);
  private final RefPool floats3 = new RefPool(float[][].class);
  private final RefPool refs = new RefPool(Object.class);

  double[] doubles(int n) {
    int at = doublesTaken;
    if (at < doubles.length && doubles[at] != null && n >= 0 && n <= doubles[at].length) {
      double[] array = doubles[at];
      Arrays.fill(array, 0, n, 0);
      doublesTaken = at + 1;
      return array;
    }
    double[] array = new double[Capacity.checkSize(n)];
    if (at == doubles.length) {
      doubles = Arrays.copyOf(doubles, Math.max(4, 2 * at));
    }
    doubles[at] = array;
    doublesTaken = at + 1;
    return array;
  }

  float[] floats(int n) {
    int at = floatsTaken;
    if (at < floats.length && floats[at] != null && n >= 0 && n <= floats[at].length) {
      float[] array = floats[at];
      Arrays.fill(array, 0, n, 0);
      floatsTaken = at + 1;
      return array;
    }
    float[] array = new float[Capacity.checkSize(n)];
    if (at == floats.length) {
      floats = Arrays.copyOf(floats, Math.max(4, 2 * at));
    }
    floats[at] = array;
    floatsTaken = at + 1;
    return array;
  }

  int[] ints(int n) {
    int at = intsTaken;
    if (at < ints.length && ints[at] != null && n >= 0 && n <= ints[at].length) {
      int[] array = ints[at];
      Arrays.fill(array, 0, n, 0);
      intsTaken = at + 1;
      return array;
    }
    int[] array = new int[Capacity.checkSize(n)];
    if (at == ints.length) {
      ints = Arrays.copyOf(ints, Math.max(4, 2 * at));
    }
    ints[at] = array;
    intsTaken = at + 1;
    return array;
  }

  long[] longs(int n) {
    int at = longsTaken;
    if (at < longs.length && longs[at] != null && n >= 0 && n <= longs[at].length) {
      long[] array = longs[at];
      Arrays.fill(array, 0, n, 0);
      longsTaken = at + 1;
      return array;
    }
    long[] array = new long[Capacity.checkSize(n)];
    if (at == longs.length) {
      longs = Arrays.copyOf(longs, Math.max(4, 2 * at));
    }
    longs[at] = array;
    longsTaken = at + 1;
    return array;
  }

  boolean[] booleans(int n) {
    int at = booleansTaken;
    if (at < booleans.length && booleans[at] != null && n >= 0 && n <= booleans[at].length) {
      boolean[] array = booleans[at];
      Arrays.fill(array, 0, n, false);
      booleansTaken = at + 1;
      return array;
    }
    boolean[] array = new boolean[Capacity.checkSize(n)];
    if (at == booleans.length) {
      booleans = Arrays.copyOf(booleans, Math.max(4, 2 * at));
    }
    booleans[at] = array;
    booleansTaken = at + 1;
    return array;
  }

  double[][] doubles2(int n) {
    return (double[][]) doubles2.take(n);
  }

  double[][][] doubles3(int n) {
    return (double[][][]) doubles3.take(n);
  }

  float[][] floats2(int n) {
    return (float[][]) floats2.take(n);
  }

  float[][][] floats3(int n) {
    return (float[][][]) floats3.take(n);
  }

  Object[] refs(int n) {
    return refs.take(n);
  }

  /** Writes what is taken of each type to {@code marks} from {@code at} on. */
  void mark(int[] marks, int at) {
    marks[at] = doublesTaken;
    marks[at + 1] = floatsTaken;
    marks[at + 2] = intsTaken;
    marks[at + 3] = longsTaken;
    marks[at + 4] = booleansTaken;
    marks[at + 5] = doubles2.taken();
    marks[at + 6] = doubles3.taken();
    marks[at + 7] = floats2.taken();
    marks[at + 8] = floats3.taken();
    marks[at + 9] = refs.taken();
  }

  /** Returns every array taken since {@link #mark} wrote these {@code marks}. */
  void release(int[] marks, int at) {
    doublesTaken = marks[at];
    floatsTaken = marks[at + 1];
    intsTaken = marks[at + 2];
    longsTaken = marks[at + 3];
    booleansTaken = marks[at + 4];
    doubles2.release(marks[at + 5]);
    doubles3.release(marks[at + 6]);
    floats2.release(marks[at + 7]);
    floats3.release(marks[at + 8]);
    refs.release(marks[at + 9]);
  }

  /** Returns every array. */
  void reset() {
    doublesTaken = 0;
    floatsTaken = 0;
    intsTaken = 0;
    longsTaken = 0;
    booleansTaken = 0;
    doubles2.release(0);
    doubles3.release(0);
    floats2.release(0);
    floats3.release(0);
    refs.release(0);
  }
}
