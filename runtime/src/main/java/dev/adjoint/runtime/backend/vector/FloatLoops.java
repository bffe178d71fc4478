package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.all;

import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.CompareOp;
import dev.adjoint.runtime.backend.spi.ReduceOp;
import dev.adjoint.runtime.backend.spi.TernaryOp;
import dev.adjoint.runtime.backend.spi.UnaryOp;
import java.util.function.DoubleUnaryOperator;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The loops of the elementwise functions of float32; null for those left to the reference. */
final class FloatLoops {
  /** From here on every float is a whole number. */
  private static final float WHOLE = 0x1p23f;

  private FloatLoops() {}

  static Loop of(UnaryOp op) {
    return switch (op) {
      case NOT -> null;
      case NEG -> unary(x -> x.neg());
      case ABS -> unary(x -> x.abs());
      case SIGN -> unary(x -> x.blend(1f, x.compare(VectorOperators.GT, 0f))
          .blend(-1f, x.compare(VectorOperators.LT, 0f)));
      case SQUARE -> unary(x -> x.mul(x));
      case RELU -> unary(x -> x.max(0f));
      case EXP -> exp();
      case EXPM1 -> guarded(FloatExp.NORMAL, FloatExp::expm1, Math::expm1);
      case LOG -> guarded(Guard.ofPositive(FloatLog::normal, unary(FloatLog::any)));
      case LOG1P -> unary(FloatLog::log1p);
      case SQRT -> unary(x -> x.sqrt());
      case RSQRT -> unary(x -> all(1f).div(x.sqrt()));
      case RECIPROCAL -> unary(x -> all(1f).div(x));
      case SIN -> guarded(FloatTrigonometry.BOUND, FloatTrigonometry::sin, Math::sin);
      case COS -> guarded(FloatTrigonometry.BOUND, FloatTrigonometry::cos, Math::cos);
      case TAN -> guarded(FloatTrigonometry.BOUND, FloatTrigonometry::tan, Math::tan);
      case TANH -> unary(FloatExp::tanh);
      case SIGMOID -> sigmoid();
      case ERF -> new StagedLoop(
          guarded(Guard.ofSize(FloatNormal.NORMAL_BY_ROOT_2, FloatNormal::gaussByRoot2,
              unary(FloatNormal::gaussByRoot2Any))),
          binary(FloatNormal::erf), false);
      case GELU -> new StagedLoop(gauss(), binary(FloatNormal::gelu), false);
      case SOFTPLUS -> new StagedLoop(exp(), binary(FloatLog::softplus), false);
      case FLOOR -> unary(x -> below(x));
      case CEIL -> unary(x -> below(x.neg()).neg());
      case ROUND -> unary(x -> nearest(x));
    };
  }

  static Loop of(BinaryOp op) {
    return switch (op) {
      case AND, OR, XOR, POW, REMAINDER, ATAN2 -> null;
      case ADD -> binary((a, b) -> a.add(b));
      case SUB -> binary((a, b) -> a.sub(b));
      case MUL -> binary((a, b) -> a.mul(b));
      case DIV -> binary((a, b) -> a.div(b));
      case MAX -> binary((a, b) -> a.max(b));
      case MIN -> binary((a, b) -> a.min(b));
      case SEED_MUL -> binary((s, p) -> s.mul(p).blend(0f, zero(s)));
      case SEED_DIV -> binary((s, q) -> s.div(q).blend(0f, zero(s)));
      case TANH_PULL -> binary((s, y) -> s.mul(y.neg().fma(y, all(1f))));
      case SIGMOID_PULL -> binary((s, y) -> s.mul(y).mul(all(1f).sub(y)));
      case RELU_PULL -> binary((s, y) -> s.blend(0f, y.compare(VectorOperators.LE, 0f)));
      case GELU_PULL -> new StagedLoop(gauss(), ternary(FloatNormal::geluPull), true);
      case SOFTPLUS_PULL -> new StagedLoop(
          guarded(Guard.ofSize(FloatExp.NORMAL, FloatExp::partOfSigmoid, unary(FloatExp::partOfSigmoidAny))),
          ternary(FloatExp::softplusPull), true);
      case SQRT_PULL -> binary((s, y) -> sqrtPull(s, y.abs()));
    };
  }

  static Loop of(TernaryOp op) {
    return switch (op) {
      case ADD_MUL -> ternary((a, b, c) -> a.add(b.mul(c)));
      case ADD_DIV -> ternary((a, b, c) -> a.add(b.div(c)));
      case LERP -> ternary((a, b, c) -> a.add(c.mul(b.sub(a))));
      case CLAMP -> ternary((a, b, c) -> a.max(b).min(c));
      case WITHIN -> ternary((a, b, c) -> all(0f).blend(1f,
          b.compare(VectorOperators.LE, a).and(a.compare(VectorOperators.LE, c))));
    };
  }

  static Loop of(CompareOp op) {
    return Specialized.copy(FloatCompareLoop.class, Loop.class, switch (op) {
      case EQ -> VectorOperators.EQ;
      case NE -> VectorOperators.NE;
      case LT -> VectorOperators.LT;
      case LE -> VectorOperators.LE;
      case GT -> VectorOperators.GT;
      case GE -> VectorOperators.GE;
    });
  }

  private static Loop exp() {
    return guarded(Guard.ofSize(FloatExp.NORMAL, FloatExp::normal, unary(FloatExp::any)));
  }

  private static Loop sigmoid() {
    return guarded(Guard.ofSize(FloatExp.NORMAL, FloatExp::sigmoid, unary(FloatExp::sigmoidAny)));
  }

  private static Loop gauss() {
    return guarded(Guard.ofSize(FloatNormal.NORMAL, FloatNormal::gauss, unary(FloatNormal::gaussAny)));
  }

  private static Loop guarded(float bound, FloatFunction.Unary within, DoubleUnaryOperator anywhere) {
    return guarded(Guard.ofSize(bound, within, new FloatScalarLoop(anywhere)));
  }

  private static Loop guarded(Guard guard) {
    return Specialized.copy(FloatGuardedLoop.class, Loop.class, guard);
  }

  /** {@code e^(a - b)}. */
  static Loop expOfDifference() {
    return binary((a, b) -> FloatExp.any(a.sub(b)));
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
    return ternary((y, s, sum) -> s.sub(FloatExp.any(y).mul(sum)));
  }

  /** The fold of a reduction, for those with a result of floating type. */
  static Fold fold(ReduceOp op) {
    return switch (op) {
      case SUM -> fold(op, (sum, x) -> sum.add(x));
      case PROD -> wideFold(op, (product, x) -> product.mul(x));
      case MAX -> fold(op, (value, x) -> value.max(x));
      case MIN -> fold(op, (value, x) -> value.min(x));
      case NORM2 -> wideFold(op, (sum, x) -> x.fma(x, sum));
      case LOGSUMEXP, ARGMAX, ARGMIN, ALL, ANY -> null;
    };
  }

  private static Fold fold(ReduceOp op, FloatFunction.Binary function) {
    return Specialized.copy(FloatFold.class, Fold.class, new FloatFold.Step(op, function));
  }

  private static Fold wideFold(ReduceOp op, DoubleFunction.Binary function) {
    return Specialized.copy(FloatWideFold.class, Fold.class, new DoubleFold.Step(op, function));
  }

  private static Loop unary(FloatFunction.Unary function) {
    return Specialized.copy(FloatUnaryLoop.class, Loop.class, function);
  }

  private static Loop binary(FloatFunction.Binary function) {
    return Specialized.copy(FloatBinaryLoop.class, Loop.class, function);
  }

  private static Loop ternary(FloatFunction.Ternary function) {
    return Specialized.copy(FloatTernaryLoop.class, Loop.class, function);
  }

  /** Where twice y would overflow, half of s is divided by y: what that loses is less than the least number. */
  private static FloatVector sqrtPull(FloatVector s, FloatVector y) {
    VectorMask<Float> big = y.compare(VectorOperators.GE, 0x1p126f);
    return s.blend(s.mul(0.5f), big).div(y.mul(2f).blend(y, big)).blend(0f, zero(s));
  }

  private static VectorMask<Float> zero(FloatVector s) {
    return s.compare(VectorOperators.EQ, 0f);
  }

  /** The nearest whole number, the even one at a tie; zeros keep the sign. */
  private static FloatVector nearest(FloatVector x) {
    FloatVector size = x.abs();
    FloatVector whole = size.add(WHOLE).sub(WHOLE);
    FloatVector y = size.blend(whole, size.compare(VectorOperators.LT, WHOLE));
    return y.reinterpretAsInts().or(x.reinterpretAsInts().and(Integer.MIN_VALUE)).reinterpretAsFloats();
  }

  /** The greatest whole number not above x. */
  private static FloatVector below(FloatVector x) {
    FloatVector whole = nearest(x);
    return whole.blend(whole.sub(1f), whole.compare(VectorOperators.GT, x));
  }
}
