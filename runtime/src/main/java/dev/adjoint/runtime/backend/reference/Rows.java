package dev.adjoint.runtime.backend.reference;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.Scalar;
import java.util.Arrays;

/** Moves of elements at even distances between the Java arrays that stand for storage, whatever their element type. */
final class Rows {
  private Rows() {}

  /** An array of {@code length} elements. */
  static Object allocate(DType dtype, int length) {
    return switch (dtype) {
      case FLOAT32 -> new float[length];
      case FLOAT64 -> new double[length];
      case INT64 -> new long[length];
      case BOOL -> new boolean[length];
    };
  }

  /** Copies n elements between arrays of one type. */
  static void copy(Object from, int i, int iStep, Object to, int j, int jStep, int n) {
    if (iStep == 1 && jStep == 1) {
      System.arraycopy(from, i, to, j, n);
      return;
    }
    switch (from) {
      case float[] a -> {
        float[] b = (float[]) to;
        for (int k = 0; k < n; k++) {
          b[j + k * jStep] = a[i + k * iStep];
        }
      }
      case double[] a -> {
        double[] b = (double[]) to;
        for (int k = 0; k < n; k++) {
          b[j + k * jStep] = a[i + k * iStep];
        }
      }
      case long[] a -> {
        long[] b = (long[]) to;
        for (int k = 0; k < n; k++) {
          b[j + k * jStep] = a[i + k * iStep];
        }
      }
      case boolean[] a -> {
        boolean[] b = (boolean[]) to;
        for (int k = 0; k < n; k++) {
          b[j + k * jStep] = a[i + k * iStep];
        }
      }
      default -> throw new IllegalArgumentException("no element type for " + from.getClass().getTypeName());
    }
  }

  /** Sets n elements. */
  static void fill(Object to, int j, int jStep, int n, Scalar value) {
    switch (to) {
      case float[] b -> {
        if (jStep == 1) {
          Arrays.fill(b, j, j + n, (float) value.real());
        } else {
          for (int k = 0; k < n; k++) {
            b[j + k * jStep] = (float) value.real();
          }
        }
      }
      case double[] b -> {
        if (jStep == 1) {
          Arrays.fill(b, j, j + n, value.real());
        } else {
          for (int k = 0; k < n; k++) {
            b[j + k * jStep] = value.real();
          }
        }
      }
      case long[] b -> {
        for (int k = 0; k < n; k++) {
          b[j + k * jStep] = value.integer();
        }
      }
      case boolean[] b -> {
        for (int k = 0; k < n; k++) {
          b[j + k * jStep] = value.integer() != 0;
        }
      }
      default -> throw new IllegalArgumentException("no element type for " + to.getClass().getTypeName());
    }
  }

  /** Reads n elements of floating type as doubles. */
  static void toDoubles(Object from, int i, int iStep, double[] to, int j, int n) {
    if (from instanceof float[] a) {
      if (iStep == 1) {
        for (int k = 0; k < n; k++) {
          to[j + k] = a[i + k];
        }
      } else {
        for (int k = 0; k < n; k++) {
          to[j + k] = a[i + k * iStep];
        }
      }
    } else {
      copy(from, i, iStep, to, j, 1, n);
    }
  }

  /** Writes n doubles, rounded to the floating type of the array. */
  static void fromDoubles(double[] from, int i, Object to, int j, int jStep, int n) {
    if (to instanceof float[] b) {
      if (jStep == 1) {
        for (int k = 0; k < n; k++) {
          b[j + k] = (float) from[i + k];
        }
      } else {
        for (int k = 0; k < n; k++) {
          b[j + k * jStep] = (float) from[i + k];
        }
      }
    } else {
      copy(from, i, 1, to, j, jStep, n);
    }
  }
}
