package dev.adjoint.runtime.tensor;

import static dev.adjoint.runtime.tensor.BinaryOperation.Value.A;
import static dev.adjoint.runtime.tensor.BinaryOperation.Value.B;
import static dev.adjoint.runtime.tensor.BinaryOperation.Value.RESULT;
import static dev.adjoint.runtime.tensor.UnaryOperation.Reads.NOTHING;
import static dev.adjoint.runtime.tensor.UnaryOperation.Reads.OPERAND;

import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.UnaryOp;
import dev.adjoint.runtime.tensor.BinaryOperation.Side;
import java.util.Set;

/** The table of elementwise operations: kernel, what the derivative reads, the derivative. */
final class Elementwise {
  static final UnaryOperation NOT = constant("logicalNot", UnaryOp.NOT);
  static final UnaryOperation NEG = new UnaryOperation("neg", UnaryOp.NEG, NOTHING, (_, s) -> s.neg());
  static final UnaryOperation ABS = new UnaryOperation("abs", UnaryOp.ABS, OPERAND, Derivatives::abs);
  static final UnaryOperation SIGN = constant("sign", UnaryOp.SIGN);
  static final UnaryOperation SQUARE = new UnaryOperation("pow", UnaryOp.SQUARE, OPERAND, Derivatives::square);
  static final UnaryOperation RELU = result("relu", UnaryOp.RELU, Derivatives::relu);
  static final UnaryOperation EXP = result("exp", UnaryOp.EXP, Derivatives::exp);
  static final UnaryOperation EXPM1 = result("expm1", UnaryOp.EXPM1, Derivatives::expm1);
  static final UnaryOperation LOG = new UnaryOperation("log", UnaryOp.LOG, OPERAND, Derivatives::log);
  static final UnaryOperation LOG1P = new UnaryOperation("log1p", UnaryOp.LOG1P, OPERAND, Derivatives::log1p);
  static final UnaryOperation SQRT = result("sqrt", UnaryOp.SQRT, Derivatives::sqrt);
  static final UnaryOperation RSQRT = result("rsqrt", UnaryOp.RSQRT, Derivatives::rsqrt);
  static final UnaryOperation RECIPROCAL = result("reciprocal", UnaryOp.RECIPROCAL, Derivatives::reciprocal);
  static final UnaryOperation SIN = new UnaryOperation("sin", UnaryOp.SIN, OPERAND, Derivatives::sin);
  static final UnaryOperation COS = new UnaryOperation("cos", UnaryOp.COS, OPERAND, Derivatives::cos);
  static final UnaryOperation TAN = result("tan", UnaryOp.TAN, Derivatives::tan);
  static final UnaryOperation TANH = result("tanh", UnaryOp.TANH, Derivatives::tanh);
  static final UnaryOperation SIGMOID = result("sigmoid", UnaryOp.SIGMOID, Derivatives::sigmoid);
  static final UnaryOperation ERF = new UnaryOperation("erf", UnaryOp.ERF, OPERAND, Derivatives::erf);
  static final UnaryOperation GELU = new UnaryOperation("gelu", UnaryOp.GELU, OPERAND, Derivatives::gelu);
  static final UnaryOperation SOFTPLUS = new UnaryOperation("softplus", UnaryOp.SOFTPLUS, OPERAND, Derivatives::softplus);
  static final UnaryOperation FLOOR = constant("floor", UnaryOp.FLOOR);
  static final UnaryOperation CEIL = constant("ceil", UnaryOp.CEIL);
  static final UnaryOperation ROUND = constant("round", UnaryOp.ROUND);

  static final BinaryOperation ADD = new BinaryOperation("add", BinaryOp.ADD,
      new Side(Set.of(), (a, b, r, s) -> s), new Side(Set.of(), (a, b, r, s) -> s));
  static final BinaryOperation SUB = new BinaryOperation("sub", BinaryOp.SUB,
      new Side(Set.of(), (a, b, r, s) -> s), new Side(Set.of(), (a, b, r, s) -> s.neg()));
  static final BinaryOperation MUL = new BinaryOperation("mul", BinaryOp.MUL,
      new Side(Set.of(B), (a, b, r, s) -> s.mul(b)), new Side(Set.of(A), (a, b, r, s) -> s.mul(a)));
  static final BinaryOperation DIV = new BinaryOperation("div", BinaryOp.DIV,
      new Side(Set.of(B), (a, b, r, s) -> Derivatives.divA(b, s)),
      new Side(Set.of(B, RESULT), (a, b, r, s) -> Derivatives.divB(b, r, s)));
  static final BinaryOperation POW = new BinaryOperation("pow", BinaryOp.POW,
      new Side(Set.of(A, B), (a, b, r, s) -> Derivatives.powA(a, b, s)),
      new Side(Set.of(A, B, RESULT), Derivatives::powB));
  static final BinaryOperation MAXIMUM = new BinaryOperation("maximum", BinaryOp.MAX,
      new Side(Set.of(A, B), (a, b, r, s) -> Derivatives.maximumA(a, b, s)),
      new Side(Set.of(A, B), (a, b, r, s) -> Derivatives.maximumB(a, b, s)));
  static final BinaryOperation MINIMUM = new BinaryOperation("minimum", BinaryOp.MIN,
      new Side(Set.of(A, B), (a, b, r, s) -> Derivatives.minimumA(a, b, s)),
      new Side(Set.of(A, B), (a, b, r, s) -> Derivatives.minimumB(a, b, s)));
  static final BinaryOperation REMAINDER = new BinaryOperation("remainder", BinaryOp.REMAINDER,
      new Side(Set.of(), (a, b, r, s) -> s), new Side(Set.of(A, B, RESULT), Derivatives::remainderB));
  static final BinaryOperation ATAN2 = new BinaryOperation("atan2", BinaryOp.ATAN2,
      new Side(Set.of(A, B), (a, b, r, s) -> Derivatives.atan2A(a, b, s)),
      new Side(Set.of(A, B), (a, b, r, s) -> Derivatives.atan2B(a, b, s)));
  static final BinaryOperation AND = logical("logicalAnd", BinaryOp.AND);
  static final BinaryOperation OR = logical("logicalOr", BinaryOp.OR);
  static final BinaryOperation XOR = logical("logicalXor", BinaryOp.XOR);

  private Elementwise() {}

  private static UnaryOperation result(String name, UnaryOp kernel, UnaryOperation.Derivative derivative) {
    return new UnaryOperation(name, kernel, UnaryOperation.Reads.RESULT, derivative);
  }

  /** A function that is constant in pieces. */
  private static UnaryOperation constant(String name, UnaryOp kernel) {
    return new UnaryOperation(name, kernel, NOTHING, (_, s) -> Derivatives.zero(s));
  }

  private static BinaryOperation logical(String name, BinaryOp kernel) {
    // Truth values require no gradient, so the derivative is never asked for.
    var side = new Side(Set.of(), (a, b, r, s) -> Derivatives.zero(s));
    return new BinaryOperation(name, kernel, side, side);
  }
}
