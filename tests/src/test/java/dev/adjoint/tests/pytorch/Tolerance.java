package dev.adjoint.tests.pytorch;

import dev.adjoint.runtime.array.DType;
import java.util.Arrays;

/**
 * How far a number may be from PyTorch's: by a part of it, and by a part of the greatest of its tensor, since sums of terms
 * with different signs are rounded at the size of the terms.
 */
record Tolerance(double relative, double ofGreatest) {
  private static final Tolerance EXACT = new Tolerance(0, 0);

  /** Of the value of an operation. */
  static Tolerance ofResult(String op, DType type) {
    return switch (type) {
      case INT64, BOOL -> EXACT;
      case FLOAT32 -> new Tolerance(2e-6, 2.4e-7);
      case FLOAT64 -> new Tolerance(1e-12, 1e-15);
    };
  }

  /** Of a derivative of first or second order. */
  static Tolerance ofGradient(DType type) {
    return type == DType.FLOAT32 ? new Tolerance(2e-6, 1e-6) : new Tolerance(1e-12, 1e-14);
  }

  boolean close(double here, double there, double[] all) {
    if (Double.isNaN(here) || Double.isNaN(there) || Double.isInfinite(here) || Double.isInfinite(there)) {
      return here == there || Double.isNaN(here) && Double.isNaN(there);
    }
    double greatest = Arrays.stream(all).map(Math::abs).filter(Double::isFinite).max().orElse(0);
    return Math.abs(here - there) <= relative * Math.abs(there) + ofGreatest * greatest;
  }
}
