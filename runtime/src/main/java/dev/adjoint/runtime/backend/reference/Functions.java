package dev.adjoint.runtime.backend.reference;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.UnaryOp;

/**
 * The functions of real numbers that are more than an instruction or two, in double; float32 kernels round the result.
 * What the kernels compute themselves is refused here.
 */
final class Functions {
  /** Above this, softplus is its argument. */
  private static final double LINEAR = 20;

  private Functions() {}

  /** A function of one number. */
  static double of(UnaryOp op, double x) {
    return switch (op) {
      case EXP -> Math.exp(x);
      case EXPM1 -> Math.expm1(x);
      case LOG -> Math.log(x);
      case LOG1P -> Math.log1p(x);
      case RSQRT -> 1 / Math.sqrt(x);
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case TAN -> Math.tan(x);
      case TANH -> Math.tanh(x);
      case SIGMOID -> sigmoid(x);
      case ERF -> ErrorFunction.erf(x);
      case GELU -> x * ErrorFunction.normal(x);
      case SOFTPLUS -> x > LINEAR ? x : Math.log1p(Math.exp(x));
      case NOT, NEG, ABS, SIGN, SQUARE, RELU, SQRT, RECIPROCAL, FLOOR, CEIL, ROUND ->
          throw ReferenceBackend.noKernel(op, DType.FLOAT64);
    };
  }

  /** A function of two numbers. */
  static double of(BinaryOp op, double a, double b) {
    return switch (op) {
      case POW -> Math.pow(a, b);
      case REMAINDER -> remainder(a, b);
      case ATAN2 -> Math.atan2(a, b);
      case GELU_PULL -> a * (ErrorFunction.normal(b) + b * ErrorFunction.density(b));
      case SOFTPLUS_PULL -> b > LINEAR ? a : a * sigmoid(b);
      case SQRT_PULL -> a == 0 ? 0 : a / (2 * Math.abs(b));
      case AND, OR, XOR, ADD, SUB, MUL, MAX, MIN, DIV, SEED_MUL, SEED_DIV, TANH_PULL, SIGMOID_PULL, RELU_PULL ->
          throw ReferenceBackend.noKernel(op, DType.FLOAT64);
    };
  }

  private static double sigmoid(double x) {
    if (x >= 0) {
      return 1 / (1 + Math.exp(-x));
    }
    // For x below -709 e^-x would be infinite, while e^x is still a number.
    double e = Math.exp(x);
    return e / (1 + e);
  }

  /** Exact but for the last rounding, as {@code %} is. */
  private static double remainder(double a, double b) {
    double r = a % b;
    return r != 0 && r < 0 != b < 0 ? r + b : r;
  }
}
