package dev.adjoint.tests.backend;

import java.lang.reflect.Array;
import java.util.Arrays;

/**
 * How far a result may be from the reference's: some units in the last place of the expected element, and beyond them
 * some rounding errors (2^-24 for float32, 2^-53 for float64) of a magnitude given for each element.
 *
 * <p>NaN is met by NaN, and an infinity by itself. Without any tolerance the bits agree, those of zeros too.
 *
 * @param ulps units in the last place
 * @param roundings rounding errors of the magnitude
 * @param magnitudes one for each element in row-major order, or null
 */
record Tolerance(double ulps, double roundings, double[] magnitudes) {
  static final Tolerance EXACT = new Tolerance(0, 0, null);
  /** Equal numbers, while zeros may differ in sign. */
  static final Tolerance EQUAL = ulps(0.25);

  static Tolerance ulps(double ulps) {
    return new Tolerance(ulps, 0, null);
  }

  Tolerance and(double more, double[] of) {
    return new Tolerance(ulps, more, of);
  }

  /** What is wrong with an array, or null. */
  String complaint(Object expected, Object actual) {
    int n = Array.getLength(expected);
    if (expected.getClass() != actual.getClass() || Array.getLength(actual) != n) {
      return "expected " + expected.getClass().getTypeName() + " of " + n + ", got "
          + actual.getClass().getTypeName() + " of " + Array.getLength(actual);
    }
    int i = switch (expected) {
      case float[] e -> firstWrong(e, (float[]) actual);
      case double[] e -> firstWrong(e, (double[]) actual);
      case long[] e -> Arrays.mismatch(e, (long[]) actual);
      case boolean[] e -> Arrays.mismatch(e, (boolean[]) actual);
      default -> throw new IllegalArgumentException(expected.getClass().getTypeName());
    };
    return i < 0 ? null
        : "element " + i + " of " + n + ": expected " + Array.get(expected, i) + ", got " + Array.get(actual, i)
            + " with " + ulps + " ulps"
            + (magnitudes == null ? "" : " and " + roundings + " roundings of " + magnitudes[i]);
  }

  private int firstWrong(float[] expected, float[] actual) {
    for (int i = 0; i < expected.length; i++) {
      float e = expected[i];
      if (Float.floatToIntBits(e) != Float.floatToIntBits(actual[i])
          && !near(i, e, actual[i], Math.ulp(e), 0x1p-24, Float.MIN_VALUE)) {
        return i;
      }
    }
    return -1;
  }

  private int firstWrong(double[] expected, double[] actual) {
    for (int i = 0; i < expected.length; i++) {
      double e = expected[i];
      if (Double.doubleToLongBits(e) != Double.doubleToLongBits(actual[i])
          && !near(i, e, actual[i], Math.ulp(e), 0x1p-53, Double.MIN_VALUE)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Whether numbers that are not the same are near enough.
   *
   * @param least the least number of the type, which is the error of a product that is subnormal
   */
  private boolean near(int i, double expected, double actual, double ulp, double rounding, double least) {
    if (this == EXACT) {
      return false;
    }
    if (expected == actual) {
      return true;
    }
    double allowed = ulps * ulp;
    if (magnitudes != null) {
      allowed += roundings * (rounding * magnitudes[i] + least);
    }
    // The difference from a NaN is below no bound; that from an infinity might be, where the magnitude is infinite too.
    return Math.abs(expected - actual) <= allowed && Double.isFinite(expected) && Double.isFinite(actual);
  }
}
