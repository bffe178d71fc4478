package dev.adjoint.runtime.tensor;

import static dev.adjoint.runtime.tensor.BinaryOperation.Value.A;
import static dev.adjoint.runtime.tensor.BinaryOperation.Value.B;
import static dev.adjoint.runtime.tensor.BinaryOperation.Value.RESULT;
import static dev.adjoint.runtime.tensor.UnaryOperation.Reads.NOTHING;

import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.UnaryOp;
import dev.adjoint.runtime.tensor.BinaryOperation.Side;
import java.util.Set;

/** The table of elementwise operations: kernel, what the derivative reads, the derivative. */
final class Elementwise {
  static final UnaryOperation NOT = new UnaryOperation("logicalNot", UnaryOp.NOT, NOTHING, (_, s) -> Tensor.zerosLike(s));
  static final UnaryOperation NEG = new UnaryOperation("neg", UnaryOp.NEG, NOTHING, (_, s) -> ArithmeticRules.negSelf(s));
  static final UnaryOperation ABS = operand("abs", UnaryOp.ABS, FunctionRules::absSelf);
  static final UnaryOperation SIGN = new UnaryOperation("sign", UnaryOp.SIGN, NOTHING, (_, s) -> FunctionRules.signSelf(s));
  static final UnaryOperation SQUARE = operand("pow", UnaryOp.SQUARE, FunctionRules::squareSelf);
  static final UnaryOperation RELU = result("relu", UnaryOp.RELU, FunctionRules::reluSelf);
  static final UnaryOperation EXP = result("exp", UnaryOp.EXP, FunctionRules::expSelf);
  static final UnaryOperation EXPM1 = result("expm1", UnaryOp.EXPM1, FunctionRules::expm1Self);
  static final UnaryOperation LOG = operand("log", UnaryOp.LOG, FunctionRules::logSelf);
  static final UnaryOperation LOG1P = operand("log1p", UnaryOp.LOG1P, FunctionRules::log1pSelf);
  static final UnaryOperation SQRT = result("sqrt", UnaryOp.SQRT, FunctionRules::sqrtSelf);
  static final UnaryOperation RSQRT = result("rsqrt", UnaryOp.RSQRT, FunctionRules::rsqrtSelf);
  static final UnaryOperation RECIPROCAL = result("reciprocal", UnaryOp.RECIPROCAL, FunctionRules::reciprocalSelf);
  static final UnaryOperation SIN = operand("sin", UnaryOp.SIN, FunctionRules::sinSelf);
  static final UnaryOperation COS = operand("cos", UnaryOp.COS, FunctionRules::cosSelf);
  static final UnaryOperation TAN = result("tan", UnaryOp.TAN, FunctionRules::tanSelf);
  static final UnaryOperation TANH = result("tanh", UnaryOp.TANH, FunctionRules::tanhSelf);
  static final UnaryOperation SIGMOID = result("sigmoid", UnaryOp.SIGMOID, FunctionRules::sigmoidSelf);
  static final UnaryOperation ERF = operand("erf", UnaryOp.ERF, FunctionRules::erfSelf);
  static final UnaryOperation GELU = operand("gelu", UnaryOp.GELU, FunctionRules::geluSelf);
  static final UnaryOperation SOFTPLUS = operand("softplus", UnaryOp.SOFTPLUS, FunctionRules::softplusSelf);
  static final UnaryOperation FLOOR =
      new UnaryOperation("floor", UnaryOp.FLOOR, NOTHING, (_, s) -> FunctionRules.floorSelf(s));
  static final UnaryOperation CEIL = new UnaryOperation("ceil", UnaryOp.CEIL, NOTHING, (_, s) -> FunctionRules.ceilSelf(s));
  static final UnaryOperation ROUND =
      new UnaryOperation("round", UnaryOp.ROUND, NOTHING, (_, s) -> FunctionRules.roundSelf(s));

  static final BinaryOperation ADD = new BinaryOperation("add", BinaryOp.ADD,
      side((a, b, r, s) -> ArithmeticRules.addSelf(s)), side((a, b, r, s) -> ArithmeticRules.addOther(s)));
  static final BinaryOperation SUB = new BinaryOperation("sub", BinaryOp.SUB,
      side((a, b, r, s) -> ArithmeticRules.subSelf(s)), side((a, b, r, s) -> ArithmeticRules.subOther(s)));
  static final BinaryOperation MUL = new BinaryOperation("mul", BinaryOp.MUL,
      side((a, b, r, s) -> ArithmeticRules.mulSelf(b, s), B), side((a, b, r, s) -> ArithmeticRules.mulOther(a, s), A));
  static final BinaryOperation DIV = new BinaryOperation("div", BinaryOp.DIV,
      side((a, b, r, s) -> ArithmeticRules.divSelf(b, s), B),
      side((a, b, r, s) -> ArithmeticRules.divOther(b, r, s), B, RESULT));
  static final BinaryOperation POW = new BinaryOperation("pow", 1, BinaryOp.POW,
      side((a, b, r, s) -> ArithmeticRules.powSelf(a, b, s), A, B), side(ArithmeticRules::powExponent, A, B, RESULT));
  static final BinaryOperation MAXIMUM = new BinaryOperation("maximum", BinaryOp.MAX,
      side((a, b, r, s) -> ArithmeticRules.maximumSelf(a, b, s), A, B),
      side((a, b, r, s) -> ArithmeticRules.maximumOther(a, b, s), A, B));
  static final BinaryOperation MINIMUM = new BinaryOperation("minimum", BinaryOp.MIN,
      side((a, b, r, s) -> ArithmeticRules.minimumSelf(a, b, s), A, B),
      side((a, b, r, s) -> ArithmeticRules.minimumOther(a, b, s), A, B));
  static final BinaryOperation REMAINDER = new BinaryOperation("remainder", 1, BinaryOp.REMAINDER,
      side((a, b, r, s) -> ArithmeticRules.remainderSelf(s)), side(ArithmeticRules::remainderOther, A, B, RESULT));
  static final BinaryOperation ATAN2 = new BinaryOperation("atan2", BinaryOp.ATAN2,
      side((a, b, r, s) -> ArithmeticRules.atan2Self(a, b, s), A, B),
      side((a, b, r, s) -> ArithmeticRules.atan2Other(a, b, s), A, B));
  static final BinaryOperation AND = logical("logicalAnd", BinaryOp.AND);
  static final BinaryOperation OR = logical("logicalOr", BinaryOp.OR);
  static final BinaryOperation XOR = logical("logicalXor", BinaryOp.XOR);

  private Elementwise() {}

  private static UnaryOperation operand(String name, UnaryOp kernel, UnaryOperation.Derivative derivative) {
    return new UnaryOperation(name, kernel, UnaryOperation.Reads.OPERAND, derivative);
  }

  private static UnaryOperation result(String name, UnaryOp kernel, UnaryOperation.Derivative derivative) {
    return new UnaryOperation(name, kernel, UnaryOperation.Reads.RESULT, derivative);
  }

  private static Side side(BinaryOperation.Derivative derivative, BinaryOperation.Value... reads) {
    return new Side(Set.of(reads), derivative);
  }

  private static BinaryOperation logical(String name, BinaryOp kernel) {
    // Truth values require no gradient, so the derivative is never asked for.
    return new BinaryOperation(name, kernel, side((a, b, r, s) -> Tensor.zerosLike(s)),
        side((a, b, r, s) -> Tensor.zerosLike(s)));
  }
}
