package dev.adjoint.tests.tensor;

import dev.adjoint.runtime.array.DType;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/**
 * Elementwise functions of the oracle. Real numbers are computed in double and rounded once: for float32 that is the
 * correctly rounded result of sums, products, quotients and square roots (S. A. Figueroa, "When is double rounding
 * innocuous?", SIGNUM Newsletter 30, 1995).
 */
final class NaiveElementwise {
  private NaiveElementwise() {}

  /** A function of two elements of one type; the one of whole numbers is null where they become float32. */
  enum Binary {
    ADD((a, b) -> a + b, (a, b) -> a + b),
    SUB((a, b) -> a - b, (a, b) -> a - b),
    MUL((a, b) -> a * b, (a, b) -> a * b),
    DIV((a, b) -> a / b, null),
    ATAN2(Math::atan2, null),
    POW(Math::pow, NaiveElementwise::power),
    REMAINDER(NaiveElementwise::remainder, NaiveElementwise::remainder),
    MAXIMUM((a, b) -> a != a ? a : b != b ? b : a > b || a == b && 1 / a > 1 / b ? a : b, (a, b) -> a > b ? a : b),
    MINIMUM((a, b) -> a != a ? a : b != b ? b : a < b || a == b && 1 / a < 1 / b ? a : b, (a, b) -> a < b ? a : b);

    private final DoubleBinaryOperator reals;
    private final LongBinaryOperator wholes;

    Binary(DoubleBinaryOperator reals, LongBinaryOperator wholes) {
      this.reals = reals;
      this.wholes = wholes;
    }

    boolean keepsWholes() {
      return wholes != null;
    }

    /** The function of two elements of a type that is not bool. */
    Object of(DType type, Object a, Object b) {
      if (type == DType.INT64) {
        return wholes.applyAsLong((Long) a, (Long) b);
      }
      return Element.cast(reals.applyAsDouble(Element.real(a), Element.real(b)), type);
    }

    /** The function of arrays that broadcast, whose elements meet in a type. */
    NaiveArray of(DType type, NaiveArray a, NaiveArray b) {
      var shape = NaiveArray.broadcast(a.shape(), b.shape());
      NaiveArray x = a.expand(shape);
      NaiveArray y = b.expand(shape);
      return NaiveArray.of(type, shape, i -> of(type, Element.cast(x.at(i), type), Element.cast(y.at(i), type)));
    }
  }

  /** A function of one element; the one of whole numbers is null where they become float32. */
  enum Unary {
    NEG(x -> -x, x -> -x),
    ABS(x -> x <= 0 ? 0 - x : x, x -> x < 0 ? -x : x),
    SIGN(x -> x > 0 ? 1 : x < 0 ? -1 : x, x -> x > 0 ? 1 : x < 0 ? -1 : 0),
    SQUARE(x -> x * x, x -> x * x),
    RELU(x -> x > 0 || x != x ? x : 0, x -> x > 0 ? x : 0),
    FLOOR(Math::floor, x -> x),
    CEIL(Math::ceil, x -> x),
    ROUND(Math::rint, x -> x),
    EXP(Math::exp, null),
    EXPM1(Math::expm1, null),
    LOG(Math::log, null),
    LOG1P(Math::log1p, null),
    SQRT(Math::sqrt, null),
    RSQRT(x -> 1 / Math.sqrt(x), null),
    RECIPROCAL(x -> 1 / x, null),
    SIN(Math::sin, null),
    COS(Math::cos, null),
    TAN(Math::tan, null),
    TANH(Math::tanh, null),
    SIGMOID(x -> x < -700 ? 0 : 1 / (1 + Math.exp(-x)), null),
    ERF(NaiveElementwise::erf, null),
    GELU(x -> x < -10 ? x * 0 : x * (1 + erf(x * Math.sqrt(0.5))) / 2, null),
    SOFTPLUS(x -> x > 20 ? x : Math.log1p(Math.exp(x)), null);

    private final DoubleUnaryOperator reals;
    private final LongUnaryOperator wholes;

    Unary(DoubleUnaryOperator reals, LongUnaryOperator wholes) {
      this.reals = reals;
      this.wholes = wholes;
    }

    boolean keepsWholes() {
      return wholes != null;
    }

    NaiveArray of(NaiveArray x) {
      if (x.dtype() == DType.INT64 && keepsWholes()) {
        return NaiveArray.of(DType.INT64, x.shape(), i -> wholes.applyAsLong((Long) x.at(i)));
      }
      DType type = x.dtype().isFloating() ? x.dtype() : DType.FLOAT32;
      return NaiveArray.of(type, x.shape(), i -> Element.cast(reals.applyAsDouble(Element.real(Element.cast(x.at(i), type))),
          type));
    }
  }

  /** A comparison of two elements of one type. */
  enum Comparison {
    EQ, NE, LT, LE, GT, GE;

    boolean of(Object a, Object b) {
      return switch (this) {
        case EQ -> Element.same(a, b);
        case NE -> !Element.same(a, b);
        case LT -> Element.less(a, b);
        case LE -> Element.less(a, b) || Element.same(a, b);
        case GT -> Element.less(b, a);
        case GE -> Element.less(b, a) || Element.same(a, b);
      };
    }

    NaiveArray of(DType type, NaiveArray a, NaiveArray b) {
      var shape = NaiveArray.broadcast(a.shape(), b.shape());
      NaiveArray x = a.expand(shape);
      NaiveArray y = b.expand(shape);
      return NaiveArray.of(DType.BOOL, shape, i -> of(Element.cast(x.at(i), type), Element.cast(y.at(i), type)));
    }
  }

  static NaiveArray where(DType type, NaiveArray condition, NaiveArray a, NaiveArray b) {
    var shape = NaiveArray.broadcast(condition.shape(), NaiveArray.broadcast(a.shape(), b.shape()));
    NaiveArray c = condition.expand(shape);
    NaiveArray x = a.expand(shape);
    NaiveArray y = b.expand(shape);
    return NaiveArray.of(type, shape, i -> Element.cast(Element.truth(c.at(i)) ? x.at(i) : y.at(i), type));
  }

  private static long power(long base, long exponent) {
    long product = 1;
    for (long k = 0; k < exponent; k++) {
      product *= base;
    }
    return product;
  }

  private static long remainder(long a, long b) {
    long rest = a % b;
    return rest != 0 && rest < 0 != b < 0 ? rest + b : rest;
  }

  private static double remainder(double a, double b) {
    double rest = a % b;
    return rest != 0 && rest < 0 != b < 0 ? rest + b : rest;
  }

  /** {@code 2 / sqrt(pi) e^(-x^2) sum of 2^n x^(2n+1) / (1 3 5 ... (2n+1))} (Abramowitz and Stegun, 7.1.6). */
  private static double erf(double x) {
    if (!(Math.abs(x) < 7)) {
      return x != x ? x : Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; n < 400; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }
}
