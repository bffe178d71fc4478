package dev.adjoint.runtime.backend.reference;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.CompareOp;
import dev.adjoint.runtime.backend.spi.TernaryOp;
import dev.adjoint.runtime.backend.spi.UnaryOp;

/**
 * Elementwise functions of contiguous int64 elements, with wrap-around: {@code n} of each array, from the position
 * after it.
 */
final class LongKernels {
  private LongKernels() {}

  static void unary(UnaryOp op, long[] x, int j, long[] out, int o, int n) {
    switch (op) {
      case NEG -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = -x[j + i];
        }
      }
      case ABS -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = Math.abs(x[j + i]);
        }
      }
      case SIGN -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = Long.signum(x[j + i]);
        }
      }
      case SQUARE -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = x[j + i] * x[j + i];
        }
      }
      case RELU -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = Math.max(x[j + i], 0);
        }
      }
      case NOT, EXP, EXPM1, LOG, LOG1P, SQRT, RSQRT, RECIPROCAL, SIN, COS, TAN, TANH, SIGMOID, ERF, GELU, SOFTPLUS,
          FLOOR, CEIL, ROUND ->
          throw ReferenceBackend.noKernel(op, DType.INT64);
    }
  }

  static void binary(BinaryOp op, long[] a, int j, long[] b, int k, long[] out, int o, int n) {
    switch (op) {
      case ADD -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = a[j + i] + b[k + i];
        }
      }
      case SUB -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = a[j + i] - b[k + i];
        }
      }
      case MUL -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = a[j + i] * b[k + i];
        }
      }
      case POW -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = power(a[j + i], b[k + i]);
        }
      }
      case REMAINDER -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = Math.floorMod(a[j + i], b[k + i]);
        }
      }
      case MAX -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = Math.max(a[j + i], b[k + i]);
        }
      }
      case MIN -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = Math.min(a[j + i], b[k + i]);
        }
      }
      case AND, OR, XOR, DIV, ATAN2, SEED_MUL, SEED_DIV, TANH_PULL, SIGMOID_PULL, RELU_PULL, GELU_PULL, SOFTPLUS_PULL,
          SQRT_PULL ->
          throw ReferenceBackend.noKernel(op, DType.INT64);
    }
  }

  static void ternary(TernaryOp op, long[] a, int j, long[] b, int k, long[] c, int l, long[] out, int o, int n) {
    switch (op) {
      case ADD_MUL -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = a[j + i] + b[k + i] * c[l + i];
        }
      }
      case LERP -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = a[j + i] + c[l + i] * (b[k + i] - a[j + i]);
        }
      }
      case CLAMP -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = Math.min(Math.max(a[j + i], b[k + i]), c[l + i]);
        }
      }
      case WITHIN -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = b[k + i] <= a[j + i] && a[j + i] <= c[l + i] ? 1 : 0;
        }
      }
      case ADD_DIV -> throw ReferenceBackend.noKernel(op, DType.INT64);
    }
  }

  static void compare(CompareOp op, long[] a, int j, long[] b, int k, boolean[] out, int o, int n) {
    switch (op) {
      case EQ -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = a[j + i] == b[k + i];
        }
      }
      case NE -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = a[j + i] != b[k + i];
        }
      }
      case LT -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = a[j + i] < b[k + i];
        }
      }
      case LE -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = a[j + i] <= b[k + i];
        }
      }
      case GT -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = a[j + i] > b[k + i];
        }
      }
      case GE -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = a[j + i] >= b[k + i];
        }
      }
    }
  }

  static void where(boolean[] condition, int c, long[] a, int j, long[] b, int k, long[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      out[o + i] = condition[c + i] ? a[j + i] : b[k + i];
    }
  }

  /** {@code base^exponent} modulo 2^64 by repeated squaring; the exponent is at least 0. */
  private static long power(long base, long exponent) {
    long result = 1;
    long square = base;
    for (long e = exponent; e > 0; e >>= 1) {
      if ((e & 1) != 0) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }
}
