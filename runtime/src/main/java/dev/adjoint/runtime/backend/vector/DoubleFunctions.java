package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.all;

import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.TernaryOp;
import dev.adjoint.runtime.backend.spi.UnaryOp;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The elementwise functions of float64 that are computed a vector at a time; null for those left to the reference. */
final class DoubleFunctions {
  /** From here on every double is a whole number. */
  private static final double WHOLE = 0x1p52;

  private DoubleFunctions() {}

  static DoubleFunction.Unary of(UnaryOp op) {
    return switch (op) {
      case NOT, ERF, GELU -> null;
      case NEG -> x -> x.neg();
      case ABS -> x -> x.abs();
      case SIGN -> x -> x.blend(1.0, x.compare(VectorOperators.GT, 0.0)).blend(-1.0, x.compare(VectorOperators.LT, 0.0));
      case SQUARE -> x -> x.mul(x);
      case RELU -> x -> x.max(0.0);
      case EXP -> x -> x.lanewise(VectorOperators.EXP);
      case EXPM1 -> x -> x.lanewise(VectorOperators.EXPM1);
      case LOG -> x -> x.lanewise(VectorOperators.LOG);
      case LOG1P -> x -> x.lanewise(VectorOperators.LOG1P);
      case SQRT -> x -> x.sqrt();
      case RSQRT -> x -> all(1.0).div(x.sqrt());
      case RECIPROCAL -> x -> all(1.0).div(x);
      case SIN -> x -> x.lanewise(VectorOperators.SIN);
      case COS -> x -> x.lanewise(VectorOperators.COS);
      case TAN -> x -> x.lanewise(VectorOperators.TAN);
      case TANH -> x -> x.lanewise(VectorOperators.TANH);
      case SIGMOID -> x -> sigmoid(x);
      case SOFTPLUS -> x -> x.lanewise(VectorOperators.EXP).lanewise(VectorOperators.LOG1P)
          .blend(x, x.compare(VectorOperators.GT, 20.0));
      case FLOOR -> x -> below(x);
      case CEIL -> x -> below(x.neg()).neg();
      case ROUND -> x -> nearest(x);
    };
  }

  static DoubleFunction.Binary of(BinaryOp op) {
    return switch (op) {
      case AND, OR, XOR, POW, REMAINDER, ATAN2, GELU_PULL -> null;
      case ADD -> (a, b) -> a.add(b);
      case SUB -> (a, b) -> a.sub(b);
      case MUL -> (a, b) -> a.mul(b);
      case DIV -> (a, b) -> a.div(b);
      case MAX -> (a, b) -> a.max(b);
      case MIN -> (a, b) -> a.min(b);
      case SEED_MUL -> (s, p) -> s.mul(p).blend(0.0, zero(s));
      case SEED_DIV -> (s, q) -> s.div(q).blend(0.0, zero(s));
      case TANH_PULL -> (s, y) -> s.mul(y.neg().fma(y, all(1.0)));
      case SIGMOID_PULL -> (s, y) -> s.mul(y).mul(all(1.0).sub(y));
      case RELU_PULL -> (s, y) -> all(0.0).blend(s, y.compare(VectorOperators.GT, 0.0));
      case SOFTPLUS_PULL -> (s, x) -> s.mul(sigmoid(x)).blend(s, x.compare(VectorOperators.GT, 20.0));
      case SQRT_PULL -> (s, y) -> s.div(y.abs().mul(2.0)).blend(0.0, zero(s));
    };
  }

  static DoubleFunction.Ternary of(TernaryOp op) {
    return switch (op) {
      case ADD_MUL -> (a, b, c) -> a.add(b.mul(c));
      case ADD_DIV -> (a, b, c) -> a.add(b.div(c));
      case LERP -> (a, b, c) -> a.add(c.mul(b.sub(a)));
      case CLAMP -> (a, b, c) -> a.max(b).min(c);
      case WITHIN -> (a, b, c) -> all(0.0).blend(1.0,
          b.compare(VectorOperators.LE, a).and(a.compare(VectorOperators.LE, c)));
    };
  }

  private static VectorMask<Double> zero(DoubleVector s) {
    return s.compare(VectorOperators.EQ, 0.0);
  }

  /** {@code 1 / (1 + e^-x)} as {@code e^x / (1 + e^x)} for negative x, so that nothing overflows. */
  private static DoubleVector sigmoid(DoubleVector x) {
    DoubleVector e = x.abs().neg().lanewise(VectorOperators.EXP);
    return all(1.0).blend(e, x.compare(VectorOperators.LT, 0.0)).div(e.add(1.0));
  }

  /** The nearest whole number, the even one at a tie; zeros keep the sign. */
  private static DoubleVector nearest(DoubleVector x) {
    DoubleVector size = x.abs();
    DoubleVector whole = size.add(WHOLE).sub(WHOLE);
    DoubleVector y = size.blend(whole, size.compare(VectorOperators.LT, WHOLE));
    return y.reinterpretAsLongs().or(x.reinterpretAsLongs().and(Long.MIN_VALUE)).reinterpretAsDoubles();
  }

  /** The greatest whole number not above x. */
  private static DoubleVector below(DoubleVector x) {
    DoubleVector whole = nearest(x);
    return whole.blend(whole.sub(1.0), whole.compare(VectorOperators.GT, x));
  }
}
