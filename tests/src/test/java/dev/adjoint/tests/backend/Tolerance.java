package dev.adjoint.tests.backend;

import dev.adjoint.runtime.array.DType;
import java.lang.reflect.Array;

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
    for (int i = 0; i < n; i++) {
      boolean fits = switch (expected) {
        case float[] e -> fits(i, e[i], ((float[]) actual)[i], Math.ulp(e[i]), 0x1p-24, DType.FLOAT32);
        case double[] e -> fits(i, e[i], ((double[]) actual)[i], Math.ulp(e[i]), 0x1p-53, DType.FLOAT64);
        case long[] e -> e[i] == ((long[]) actual)[i];
        case boolean[] e -> e[i] == ((boolean[]) actual)[i];
        default -> throw new IllegalArgumentException(expected.getClass().getTypeName());
      };
      if (!fits) {
        return "element " + i + " of " + n + ": expected " + Array.get(expected, i) + ", got " + Array.get(actual, i)
            + " with " + ulps + " ulps"
            + (magnitudes == null ? "" : " and " + roundings + " roundings of " + magnitudes[i]);
      }
    }
    return null;
  }

  private boolean fits(int i, double expected, double actual, double ulp, double rounding, DType dtype) {
    if (Double.isNaN(expected) || Double.isNaN(actual)) {
      return Double.isNaN(expected) && Double.isNaN(actual);
    }
    if (ulps == 0 && magnitudes == null) {
      // Exact conversions from float keep bits apart.
      return Double.doubleToLongBits(expected) == Double.doubleToLongBits(actual);
    }
    if (expected == actual) {
      return true;
    }
    if (Double.isInfinite(expected)) {
      return false;
    }
    double allowed = ulps * ulp;
    if (magnitudes != null) {
      // Products of less than the least normal number lose relative accuracy.
      double least = dtype == DType.FLOAT32 ? Float.MIN_VALUE : Double.MIN_VALUE;
      allowed += roundings * (rounding * magnitudes[i] + least);
    }
    return Math.abs(expected - actual) <= allowed;
  }
}
