package dev.adjoint.runtime.backend.reference;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.CompareOp;
import dev.adjoint.runtime.backend.spi.UnaryOp;

/**
 * Elementwise functions of contiguous truth values: {@code n} of each array, from the position after it. False is less
 * than true.
 */
final class BoolKernels {
  private BoolKernels() {}

  static void unary(UnaryOp op, boolean[] x, int j, boolean[] out, int o, int n) {
    switch (op) {
      case NOT -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = !x[j + i];
        }
      }
      case NEG, ABS, SIGN, SQUARE, RELU, EXP, EXPM1, LOG, LOG1P, SQRT, RSQRT, RECIPROCAL, SIN, COS, TAN, TANH, SIGMOID,
          ERF, GELU, SOFTPLUS, FLOOR, CEIL, ROUND ->
          throw ReferenceBackend.noKernel(op, DType.BOOL);
    }
  }

  static void binary(BinaryOp op, boolean[] a, int j, boolean[] b, int k, boolean[] out, int o, int n) {
    switch (op) {
      case AND -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = a[j + i] & b[k + i];
        }
      }
      case OR -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = a[j + i] | b[k + i];
        }
      }
      case XOR -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = a[j + i] ^ b[k + i];
        }
      }
      case ADD, SUB, MUL, POW, REMAINDER, MAX, MIN, DIV, ATAN2, SEED_MUL, SEED_DIV, TANH_PULL, SIGMOID_PULL, RELU_PULL,
          GELU_PULL, SOFTPLUS_PULL, SQRT_PULL ->
          throw ReferenceBackend.noKernel(op, DType.BOOL);
    }
  }

  static void compare(CompareOp op, boolean[] a, int j, boolean[] b, int k, boolean[] out, int o, int n) {
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
          out[o + i] = !a[j + i] & b[k + i];
        }
      }
      case LE -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = !a[j + i] | b[k + i];
        }
      }
      case GT -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = a[j + i] & !b[k + i];
        }
      }
      case GE -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = a[j + i] | !b[k + i];
        }
      }
    }
  }

  static void where(boolean[] condition, int c, boolean[] a, int j, boolean[] b, int k, boolean[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      out[o + i] = condition[c + i] ? a[j + i] : b[k + i];
    }
  }
}
