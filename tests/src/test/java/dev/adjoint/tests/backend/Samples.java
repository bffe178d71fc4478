package dev.adjoint.tests.backend;

import dev.adjoint.runtime.array.DType;
import java.lang.reflect.Array;
import java.util.SplittableRandom;

/** Elements to compute with: the same for the same arguments. */
final class Samples {
  private static final double[] SPECIAL = {0, -0.0, 1, -1, 0.5, -2, 20, 20.5, -87, 3e4, -3e4, Double.NaN,
      Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};

  private Samples() {}

  /**
   * n elements: of floating type between -4 and 4, every eighth a whole number; int64 between -9 and 9, now and then
   * large; bool of either kind.
   */
  static Object of(DType dtype, int n, int seed) {
    var random = new SplittableRandom(seed);
    return switch (dtype) {
      case FLOAT32 -> {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
          x[i] = (float) real(random);
        }
        yield x;
      }
      case FLOAT64 -> {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
          x[i] = real(random);
        }
        yield x;
      }
      case INT64 -> {
        long[] x = new long[n];
        for (int i = 0; i < n; i++) {
          x[i] = random.nextInt(16) == 0 ? random.nextLong() : random.nextInt(-9, 10);
        }
        yield x;
      }
      case BOOL -> {
        boolean[] x = new boolean[n];
        for (int i = 0; i < n; i++) {
          x[i] = random.nextBoolean();
        }
        yield x;
      }
    };
  }

  private static double real(SplittableRandom random) {
    double x = random.nextDouble(-4, 4);
    return random.nextInt(8) == 0 ? Math.rint(x) : x;
  }

  /** n whole numbers from 0 up to a bound, exclusive. */
  static long[] indices(int n, int bound, int seed) {
    return new SplittableRandom(seed).longs(n, 0, bound).toArray();
  }

  /**
   * Numbers with which functions go wrong: zeros of both signs, infinities, NaN, subnormal, least and greatest numbers,
   * and some between; for int64 the least and the greatest.
   */
  static Object special(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> {
        float[] more = {Float.MIN_VALUE, -Float.MIN_VALUE, 1e-40f, Float.MIN_NORMAL, Float.MAX_VALUE, -Float.MAX_VALUE,
            88, -103, 1e-5f, -16.5f, Math.nextDown(1f), 1e20f};
        float[] x = new float[SPECIAL.length + more.length];
        for (int i = 0; i < SPECIAL.length; i++) {
          x[i] = (float) SPECIAL[i];
        }
        System.arraycopy(more, 0, x, SPECIAL.length, more.length);
        yield x;
      }
      case FLOAT64 -> {
        double[] more = {Double.MIN_VALUE, -Double.MIN_VALUE, 1e-310, Double.MIN_NORMAL, Double.MAX_VALUE,
            -Double.MAX_VALUE, 709, -745, 1e-9, -36.5, Math.nextDown(1.0), 1e200};
        double[] x = new double[SPECIAL.length + more.length];
        System.arraycopy(SPECIAL, 0, x, 0, SPECIAL.length);
        System.arraycopy(more, 0, x, SPECIAL.length, more.length);
        yield x;
      }
      case INT64 -> new long[] {0, 1, -1, 2, -7, 63, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 53, (1L << 53) + 1};
      case BOOL -> new boolean[] {false, true};
    };
  }

  /** Element {@code i / repeat} modulo the count, for i up to n: with different repeats every combination occurs. */
  static Object cycle(Object elements, int repeat, int n) {
    Object out = Array.newInstance(elements.getClass().getComponentType(), n);
    int count = Array.getLength(elements);
    for (int i = 0; i < n; i++) {
      System.arraycopy(elements, i / repeat % count, out, i, 1);
    }
    return out;
  }

  /** The magnitudes of elements of floating type, as doubles. */
  static double[] magnitudes(Object elements) {
    double[] x = new double[Array.getLength(elements)];
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.abs(elements instanceof float[] floats ? floats[i] : ((double[]) elements)[i]);
    }
    return x;
  }
}
