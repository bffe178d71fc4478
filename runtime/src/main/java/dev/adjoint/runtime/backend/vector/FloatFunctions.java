package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.all;

import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.TernaryOp;
import dev.adjoint.runtime.backend.spi.UnaryOp;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The elementwise functions of float32 that are computed a vector at a time; null for those left to the reference. */
final class FloatFunctions {
  /** From here on every float is a whole number. */
  private static final float WHOLE = 0x1p23f;

  private FloatFunctions() {}

  static FloatFunction.Unary of(UnaryOp op) {
    return switch (op) {
      case NOT -> null;
      case NEG -> x -> x.neg();
      case ABS -> x -> x.abs();
      case SIGN -> x -> x.blend(1f, x.compare(VectorOperators.GT, 0f)).blend(-1f, x.compare(VectorOperators.LT, 0f));
      case SQUARE -> x -> x.mul(x);
      case RELU -> x -> x.max(0f);
      case EXP -> FloatExp::exp;
      case EXPM1 -> FloatExp::expm1;
      case LOG -> FloatLog::log;
      case LOG1P -> FloatLog::log1p;
      case SQRT -> x -> x.sqrt();
      case RSQRT -> x -> all(1f).div(x.sqrt());
      case RECIPROCAL -> x -> all(1f).div(x);
      case SIN -> FloatTrigonometry::sin;
      case COS -> FloatTrigonometry::cos;
      case TAN -> FloatTrigonometry::tan;
      case TANH -> FloatExp::tanh;
      case SIGMOID -> FloatExp::sigmoid;
      case ERF -> FloatNormal::erf;
      case GELU -> FloatNormal::gelu;
      case SOFTPLUS -> FloatLog::softplus;
      case FLOOR -> x -> below(x);
      case CEIL -> x -> below(x.neg()).neg();
      case ROUND -> x -> nearest(x);
    };
  }

  static FloatFunction.Binary of(BinaryOp op) {
    return switch (op) {
      case AND, OR, XOR, POW, REMAINDER, ATAN2 -> null;
      case ADD -> (a, b) -> a.add(b);
      case SUB -> (a, b) -> a.sub(b);
      case MUL -> (a, b) -> a.mul(b);
      case DIV -> (a, b) -> a.div(b);
      case MAX -> (a, b) -> a.max(b);
      case MIN -> (a, b) -> a.min(b);
      case SEED_MUL -> (s, p) -> s.mul(p).blend(0f, zero(s));
      case SEED_DIV -> (s, q) -> s.div(q).blend(0f, zero(s));
      case TANH_PULL -> (s, y) -> s.mul(y.neg().fma(y, all(1f)));
      case SIGMOID_PULL -> (s, y) -> s.mul(y).mul(all(1f).sub(y));
      case RELU_PULL -> (s, y) -> all(0f).blend(s, y.compare(VectorOperators.GT, 0f));
      case GELU_PULL -> (s, x) -> s.mul(FloatNormal.geluSlope(x));
      case SOFTPLUS_PULL -> (s, x) -> s.mul(FloatExp.sigmoid(x)).blend(s, x.compare(VectorOperators.GT, 20f));
      case SQRT_PULL -> (s, y) -> s.div(y.abs().mul(2f)).blend(0f, zero(s));
    };
  }

  static FloatFunction.Ternary of(TernaryOp op) {
    return switch (op) {
      case ADD_MUL -> (a, b, c) -> a.add(b.mul(c));
      case ADD_DIV -> (a, b, c) -> a.add(b.div(c));
      case LERP -> (a, b, c) -> a.add(c.mul(b.sub(a)));
      case CLAMP -> (a, b, c) -> a.max(b).min(c);
      case WITHIN -> (a, b, c) -> all(0f).blend(1f,
          b.compare(VectorOperators.LE, a).and(a.compare(VectorOperators.LE, c)));
    };
  }

  private static VectorMask<Float> zero(FloatVector s) {
    return s.compare(VectorOperators.EQ, 0f);
  }

  /** The nearest whole number, the even one at a tie; zeros keep the sign. */
  private static FloatVector nearest(FloatVector x) {
    FloatVector size = x.abs();
    FloatVector whole = size.add(WHOLE).sub(WHOLE);
    return FloatExp.withSignOf(x, size.blend(whole, size.compare(VectorOperators.LT, WHOLE)));
  }

  /** The greatest whole number not above x. */
  private static FloatVector below(FloatVector x) {
    FloatVector whole = nearest(x);
    return whole.blend(whole.sub(1f), whole.compare(VectorOperators.GT, x));
  }
}
