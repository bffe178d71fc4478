package dev.adjoint.runtime.backend.reference;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.ReduceOp;

/** One reduction of doubles, which come in pieces. Float32 elements come as doubles, and the result is rounded. */
final class RealReduction {
  private final ReduceOp op;
  private final Sums sum = new Sums();
  /** The extremum so far, or the product. */
  private double value;
  /** The elements seen, and the place of the extremum among them. */
  private long seen;
  private long place;

  RealReduction(ReduceOp op) {
    this.op = op;
    if (op == ReduceOp.ALL || op == ReduceOp.ANY) {
      throw ReferenceBackend.noKernel(op, DType.FLOAT64);
    }
    clear();
  }

  /** Forgets what was added. */
  void clear() {
    sum.clear();
    seen = 0;
    place = 0;
    value = switch (op) {
      case PROD -> 1;
      case MIN, ARGMIN -> Double.POSITIVE_INFINITY;
      case MAX, ARGMAX, LOGSUMEXP -> Double.NEGATIVE_INFINITY;
      case SUM, NORM2, ALL, ANY -> 0;
    };
  }

  /** Takes n elements from position {@code at} on. */
  void add(double[] a, int at, int n) {
    switch (op) {
      case SUM -> sum.add(a, at, n);
      case PROD -> {
        for (int i = 0; i < n; i++) {
          value *= a[at + i];
        }
      }
      case MAX -> value = Math.max(value, greatest(a, at, n));
      case MIN -> {
        for (int i = 0; i < n; i++) {
          value = Math.min(value, a[at + i]);
        }
      }
      case NORM2 -> {
        for (int i = 0; i < n; i++) {
          sum.add(a[at + i] * a[at + i]);
        }
      }
      case LOGSUMEXP -> addExponentials(a, at, n);
      case ARGMAX -> {
        for (int i = 0; i < n; i++) {
          double x = a[at + i];
          if (seen + i == 0 || x > value || x != x && value == value) {
            value = x;
            place = seen + i;
          }
        }
      }
      case ARGMIN -> {
        for (int i = 0; i < n; i++) {
          double x = a[at + i];
          if (seen + i == 0 || x < value || x != x && value == value) {
            value = x;
            place = seen + i;
          }
        }
      }
      case ALL, ANY -> throw ReferenceBackend.noKernel(op, DType.FLOAT64);
    }
    seen += n;
  }

  /** The greatest of n elements, NaN if one is NaN, -Inf of none. */
  static double greatest(double[] a, int at, int n) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      greatest = Math.max(greatest, a[at + i]);
    }
    return greatest;
  }

  /** Keeps the sum of {@code e^(x - value)}, value being the greatest so far. */
  private void addExponentials(double[] a, int at, int n) {
    double greatest = Math.max(value, greatest(a, at, n));
    if (Double.isFinite(greatest)) {
      if (greatest > value) {
        double before = value == Double.NEGATIVE_INFINITY ? 0 : sum.value() * Math.exp(value - greatest);
        sum.clear();
        sum.add(before);
      }
      for (int i = 0; i < n; i++) {
        sum.add(Math.exp(a[at + i] - greatest));
      }
    }
    value = greatest;
  }

  /** The result over what was added, for the operations with a result of floating type. */
  double real() {
    return switch (op) {
      case SUM -> sum.value();
      case PROD, MAX, MIN -> value;
      case NORM2 -> Math.sqrt(sum.value());
      // Of all -Inf the logarithm is -Inf, of an infinity or a NaN the same.
      case LOGSUMEXP -> Double.isFinite(value) ? value + Math.log(sum.value()) : value;
      case ARGMAX, ARGMIN, ALL, ANY -> throw ReferenceBackend.noKernel(op, DType.FLOAT64);
    };
  }

  /** The place of the first extremum among what was added. */
  long place() {
    return place;
  }
}
