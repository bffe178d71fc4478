package dev.adjoint.runtime.backend.reference;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.ReduceOp;

/** One reduction of longs, which come in pieces. Sums and products wrap around. */
final class LongReduction {
  private final ReduceOp op;
  private long value;
  /** The elements seen, and the place of the extremum among them. */
  private long seen;
  private long place;

  LongReduction(ReduceOp op) {
    this.op = op;
    clear();
  }

  /** Forgets what was added. */
  void clear() {
    seen = 0;
    place = 0;
    value = switch (op) {
      case SUM -> 0;
      case PROD -> 1;
      case MAX, ARGMAX -> Long.MIN_VALUE;
      case MIN, ARGMIN -> Long.MAX_VALUE;
      case NORM2, LOGSUMEXP, ALL, ANY -> throw ReferenceBackend.noKernel(op, DType.INT64);
    };
  }

  /** Takes n elements at even distances. */
  void add(long[] a, int at, int step, int n) {
    for (int i = 0; i < n; i++) {
      long x = a[at + i * step];
      switch (op) {
        case SUM -> value += x;
        case PROD -> value *= x;
        case MAX -> value = Math.max(value, x);
        case MIN -> value = Math.min(value, x);
        case ARGMAX -> {
          if (x > value) {
            value = x;
            place = seen + i;
          }
        }
        case ARGMIN -> {
          if (x < value) {
            value = x;
            place = seen + i;
          }
        }
        case NORM2, LOGSUMEXP, ALL, ANY -> throw ReferenceBackend.noKernel(op, DType.INT64);
      }
    }
    seen += n;
  }

  /** The result over what was added. */
  long result() {
    return op == ReduceOp.ARGMAX || op == ReduceOp.ARGMIN ? place : value;
  }
}
