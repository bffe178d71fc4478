package dev.adjoint.tests.pytorch;

import dev.adjoint.runtime.array.DType;
import java.util.Arrays;

/**
 * How far a number may be from PyTorch's: by a part of it, and by a part of the greatest magnitude of its tensor, since sums
 * of terms with different signs are rounded at the size of the terms.
 *
 * <p>Results in float32 may differ by 2e-6 of themselves, which is 17 to 34 units in the last place, and 2 of the greatest;
 * those in float64 by 1e-12. Derivatives are sums and products of more terms, which may all be greater than what remains of
 * them: 4 to 8 units in the last place of the greatest, or of 1 if that is greater.
 */
record Tolerance(double relative, double ofGreatest, double leastGreatest) {
  private static final Tolerance EXACT = new Tolerance(0, 0, 0);

  /** Of the value of an operation. */
  static Tolerance ofResult(DType type) {
    return switch (type) {
      case INT64, BOOL -> EXACT;
      case FLOAT32 -> new Tolerance(2e-6, 0x1p-22, 0);
      case FLOAT64 -> new Tolerance(1e-12, 0x1p-51, 0);
    };
  }

  /** Of a derivative of first or second order. */
  static Tolerance ofGradient(DType type) {
    return type == DType.FLOAT32 ? new Tolerance(2e-6, 0x1p-20, 1) : new Tolerance(1e-12, 0x1p-49, 1);
  }

  boolean close(double here, double there, double[] all) {
    if (!Double.isFinite(here) || !Double.isFinite(there)) {
      return Double.compare(here, there) == 0;
    }
    double greatest = Arrays.stream(all).map(Math::abs).filter(Double::isFinite).max().orElse(0);
    return Math.abs(here - there) <= relative * Math.abs(there) + ofGreatest * Math.max(greatest, leastGreatest);
  }
}
