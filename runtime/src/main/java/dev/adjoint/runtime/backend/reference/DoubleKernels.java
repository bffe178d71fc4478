package dev.adjoint.runtime.backend.reference;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.CompareOp;
import dev.adjoint.runtime.backend.spi.TernaryOp;
import dev.adjoint.runtime.backend.spi.UnaryOp;

/**
 * Elementwise functions of contiguous float64 elements: {@code n} of each array, from the position after it.
 */
final class DoubleKernels {
  private DoubleKernels() {}

  static void unary(UnaryOp op, double[] x, int j, double[] out, int o, int n) {
    switch (op) {
      case NOT -> throw ReferenceBackend.noKernel(op, DType.FLOAT64);
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
          out[o + i] = Math.signum(x[j + i]);
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
      case SQRT -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = Math.sqrt(x[j + i]);
        }
      }
      case RECIPROCAL -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = 1 / x[j + i];
        }
      }
      case FLOOR -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = Math.floor(x[j + i]);
        }
      }
      case CEIL -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = Math.ceil(x[j + i]);
        }
      }
      case ROUND -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = Math.rint(x[j + i]);
        }
      }
      case EXP, EXPM1, LOG, LOG1P, RSQRT, SIN, COS, TAN, TANH, SIGMOID, ERF, GELU, SOFTPLUS -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = Functions.of(op, x[j + i]);
        }
      }
    }
  }

  static void binary(BinaryOp op, double[] a, int j, double[] b, int k, double[] out, int o, int n) {
    switch (op) {
      case AND, OR, XOR -> throw ReferenceBackend.noKernel(op, DType.FLOAT64);
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
      case DIV -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = a[j + i] / b[k + i];
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
      case SEED_MUL -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = a[j + i] == 0 ? 0 : a[j + i] * b[k + i];
        }
      }
      case SEED_DIV -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = a[j + i] == 0 ? 0 : a[j + i] / b[k + i];
        }
      }
      case TANH_PULL -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = a[j + i] * (1 - b[k + i] * b[k + i]);
        }
      }
      case SIGMOID_PULL -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = a[j + i] * b[k + i] * (1 - b[k + i]);
        }
      }
      case RELU_PULL -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = b[k + i] <= 0 ? 0 : a[j + i];
        }
      }
      case POW, REMAINDER, ATAN2, GELU_PULL, SOFTPLUS_PULL, SQRT_PULL -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = Functions.of(op, a[j + i], b[k + i]);
        }
      }
    }
  }

  static void ternary(
      TernaryOp op, double[] a, int j, double[] b, int k, double[] c, int l, double[] out, int o, int n) {
    switch (op) {
      case ADD_MUL -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = a[j + i] + b[k + i] * c[l + i];
        }
      }
      case ADD_DIV -> {
        for (int i = 0; i < n; i++) {
          out[o + i] = a[j + i] + b[k + i] / c[l + i];
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
    }
  }

  static void compare(CompareOp op, double[] a, int j, double[] b, int k, boolean[] out, int o, int n) {
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

  static void where(boolean[] condition, int c, double[] a, int j, double[] b, int k, double[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      out[o + i] = condition[c + i] ? a[j + i] : b[k + i];
    }
  }
}
