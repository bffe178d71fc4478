package dev.adjoint.runtime.backend.reference;

/** Conversions between element types, as Java casts; to bool: whether the number is not 0. NaN is true. */
final class Casts {
  private Casts() {}

  /** Converts n elements at even distances; the arrays are of different types. */
  static void cast(Object from, int i, int iStep, Object to, int j, int jStep, int n) {
    switch (from) {
      case float[] a -> floats(a, i, iStep, to, j, jStep, n);
      case double[] a -> doubles(a, i, iStep, to, j, jStep, n);
      case long[] a -> longs(a, i, iStep, to, j, jStep, n);
      case boolean[] a -> booleans(a, i, iStep, to, j, jStep, n);
      default -> throw noCast(from, to);
    }
  }

  private static void floats(float[] a, int i, int iStep, Object to, int j, int jStep, int n) {
    switch (to) {
      case double[] b -> {
        for (int k = 0; k < n; k++) {
          b[j + k * jStep] = a[i + k * iStep];
        }
      }
      case long[] b -> {
        for (int k = 0; k < n; k++) {
          b[j + k * jStep] = (long) a[i + k * iStep];
        }
      }
      case boolean[] b -> {
        for (int k = 0; k < n; k++) {
          b[j + k * jStep] = a[i + k * iStep] != 0;
        }
      }
      default -> throw noCast(a, to);
    }
  }

  private static void doubles(double[] a, int i, int iStep, Object to, int j, int jStep, int n) {
    switch (to) {
      case float[] b -> {
        for (int k = 0; k < n; k++) {
          b[j + k * jStep] = (float) a[i + k * iStep];
        }
      }
      case long[] b -> {
        for (int k = 0; k < n; k++) {
          b[j + k * jStep] = (long) a[i + k * iStep];
        }
      }
      case boolean[] b -> {
        for (int k = 0; k < n; k++) {
          b[j + k * jStep] = a[i + k * iStep] != 0;
        }
      }
      default -> throw noCast(a, to);
    }
  }

  private static void longs(long[] a, int i, int iStep, Object to, int j, int jStep, int n) {
    switch (to) {
      case float[] b -> {
        for (int k = 0; k < n; k++) {
          b[j + k * jStep] = a[i + k * iStep];
        }
      }
      case double[] b -> {
        for (int k = 0; k < n; k++) {
          b[j + k * jStep] = a[i + k * iStep];
        }
      }
      case boolean[] b -> {
        for (int k = 0; k < n; k++) {
          b[j + k * jStep] = a[i + k * iStep] != 0;
        }
      }
      default -> throw noCast(a, to);
    }
  }

  private static void booleans(boolean[] a, int i, int iStep, Object to, int j, int jStep, int n) {
    switch (to) {
      case float[] b -> {
        for (int k = 0; k < n; k++) {
          b[j + k * jStep] = a[i + k * iStep] ? 1 : 0;
        }
      }
      case double[] b -> {
        for (int k = 0; k < n; k++) {
          b[j + k * jStep] = a[i + k * iStep] ? 1 : 0;
        }
      }
      case long[] b -> {
        for (int k = 0; k < n; k++) {
          b[j + k * jStep] = a[i + k * iStep] ? 1 : 0;
        }
      }
      default -> throw noCast(a, to);
    }
  }

  private static IllegalArgumentException noCast(Object from, Object to) {
    return new IllegalArgumentException(
        "no cast of " + from.getClass().getTypeName() + " to " + to.getClass().getTypeName());
  }
}
