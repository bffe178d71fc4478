package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.all;

import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.CompareOp;
import dev.adjoint.runtime.backend.spi.ReduceOp;
import dev.adjoint.runtime.backend.spi.TernaryOp;
import dev.adjoint.runtime.backend.spi.UnaryOp;
import java.util.function.DoubleUnaryOperator;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The loops of the elementwise functions of float64; null for those left to the reference. */
final class DoubleLoops {
  /** From here on every double is a whole number. */
  private static final double WHOLE = 0x1p52;

  private DoubleLoops() {}

  static Loop of(UnaryOp op) {
    return switch (op) {
      case NOT, ERF, GELU -> null;
      case NEG -> unary(x -> x.neg());
      case ABS -> unary(x -> x.abs());
      case SIGN -> unary(x -> x.blend(1.0, x.compare(VectorOperators.GT, 0.0))
          .blend(-1.0, x.compare(VectorOperators.LT, 0.0)));
      case SQUARE -> unary(x -> x.mul(x));
      case RELU -> unary(x -> x.max(0.0));
      case EXP -> unary(DoubleExp::exp);
      case EXPM1 -> unary(DoubleExp::expm1);
      case LOG -> unary(DoubleLog::log);
      case LOG1P -> unary(DoubleLog::log1p);
      case SQRT -> unary(x -> x.sqrt());
      case RSQRT -> unary(x -> all(1.0).div(x.sqrt()));
      case RECIPROCAL -> unary(x -> all(1.0).div(x));
      case SIN -> guarded(DoubleTrigonometry::sin, Math::sin);
      case COS -> guarded(DoubleTrigonometry::cos, Math::cos);
      case TAN -> guarded(DoubleTrigonometry::tan, Math::tan);
      case TANH -> unary(DoubleExp::tanh);
      case SIGMOID -> unary(DoubleExp::sigmoid);
      case SOFTPLUS -> new StagedLoop(unary(DoubleExp::exp), binary(DoubleLog::softplus), false);
      case FLOOR -> unary(x -> below(x));
      case CEIL -> unary(x -> below(x.neg()).neg());
      case ROUND -> unary(x -> nearest(x));
    };
  }

  static Loop of(BinaryOp op) {
    return switch (op) {
      case AND, OR, XOR, POW, REMAINDER, ATAN2, GELU_PULL -> null;
      case ADD -> binary((a, b) -> a.add(b));
      case SUB -> binary((a, b) -> a.sub(b));
      case MUL -> binary((a, b) -> a.mul(b));
      case DIV -> binary((a, b) -> a.div(b));
      case MAX -> binary((a, b) -> a.max(b));
      case MIN -> binary((a, b) -> a.min(b));
      case SEED_MUL -> binary((s, p) -> s.mul(p).blend(0.0, zero(s)));
      case SEED_DIV -> binary((s, q) -> s.div(q).blend(0.0, zero(s)));
      case TANH_PULL -> binary((s, y) -> s.mul(y.neg().fma(y, all(1.0))));
      case SIGMOID_PULL -> binary((s, y) -> s.mul(y).mul(all(1.0).sub(y)));
      case RELU_PULL -> binary((s, y) -> s.blend(0.0, y.compare(VectorOperators.LE, 0.0)));
      case SOFTPLUS_PULL ->
          new StagedLoop(unary(DoubleExp::sigmoid), ternary(DoubleExp::softplusPull), true);
      case SQRT_PULL -> binary((s, y) -> s.div(y.abs().mul(2.0)).blend(0.0, zero(s)));
    };
  }

  static Loop of(TernaryOp op) {
    return switch (op) {
      case ADD_MUL -> ternary((a, b, c) -> a.add(b.mul(c)));
      case ADD_DIV -> ternary((a, b, c) -> a.add(b.div(c)));
      case LERP -> ternary((a, b, c) -> a.add(c.mul(b.sub(a))));
      case CLAMP -> ternary((a, b, c) -> a.max(b).min(c));
      case WITHIN -> ternary((a, b, c) -> all(0.0).blend(1.0,
          b.compare(VectorOperators.LE, a).and(a.compare(VectorOperators.LE, c))));
    };
  }

  static Loop of(CompareOp op) {
    return Specialized.copy(DoubleCompareLoop.class, Loop.class, switch (op) {
      case EQ -> VectorOperators.EQ;
      case NE -> VectorOperators.NE;
      case LT -> VectorOperators.LT;
      case LE -> VectorOperators.LE;
      case GT -> VectorOperators.GT;
      case GE -> VectorOperators.GE;
    });
  }

  /** {@code e^(a - b)}. */
  static Loop expOfDifference() {
    return binary((a, b) -> DoubleExp.exp(a.sub(b)));
  }

  /** {@code a - b - c}. */
  static Loop difference() {
    return ternary((a, b, c) -> a.sub(b).sub(c));
  }

  /** The adjoint of softmax: a its value, b the adjoint, c the sum of their products. */
  static Loop softmaxPull() {
    return ternary((y, s, sum) -> y.mul(s.sub(sum)));
  }

  /** The adjoint of the logarithm of softmax: a its value, b the adjoint, c the sum of the adjoints. */
  static Loop logSoftmaxPull() {
    return ternary((y, s, sum) -> s.sub(DoubleExp.exp(y).mul(sum)));
  }

  /** The fold of a reduction, for those with a result of floating type. */
  static Fold fold(ReduceOp op) {
    return switch (op) {
      case SUM -> fold(op, (sum, x) -> sum.add(x));
      case PROD -> fold(op, (product, x) -> product.mul(x));
      case MAX -> fold(op, (value, x) -> value.max(x));
      case MIN -> fold(op, (value, x) -> value.min(x));
      case NORM2 -> fold(op, (sum, x) -> x.fma(x, sum));
      case LOGSUMEXP, ARGMAX, ARGMIN, ALL, ANY -> null;
    };
  }

  private static Fold fold(ReduceOp op, DoubleFunction.Binary function) {
    return Specialized.copy(DoubleFold.class, Fold.class, new DoubleFold.Step(op, function));
  }

  private static Loop guarded(DoubleFunction.Unary within, DoubleUnaryOperator anywhere) {
    return Specialized.copy(DoubleGuardedLoop.class, Loop.class,
        Guard.ofDoubleSize(DoubleTrigonometry.BOUND, within, new DoubleScalarLoop(anywhere)));
  }

  private static Loop unary(DoubleFunction.Unary function) {
    return Specialized.copy(DoubleUnaryLoop.class, Loop.class, function);
  }

  private static Loop binary(DoubleFunction.Binary function) {
    return Specialized.copy(DoubleBinaryLoop.class, Loop.class, function);
  }

  private static Loop ternary(DoubleFunction.Ternary function) {
    return Specialized.copy(DoubleTernaryLoop.class, Loop.class, function);
  }

  private static VectorMask<Double> zero(DoubleVector s) {
    return s.compare(VectorOperators.EQ, 0.0);
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
