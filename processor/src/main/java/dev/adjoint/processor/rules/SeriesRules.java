package dev.adjoint.processor.rules;

import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.JetFunction;

/**
 * Which function of truncated Taylor series a function of numbers is. Every function with a first derivative has one; those whose derivative is
 * 1 or that of one operand keep that operand's coefficients.
 */
public final class SeriesRules {
  private SeriesRules() {}

  /** The function of an operator on numbers of floating type. */
  public static JetFunction unary(Op.UnaryKind kind) {
    return switch (kind) {
      case NEG -> JetFunction.NEGATE;
      case NOT, BITNOT -> null;
    };
  }

  /** The function of an operator on numbers of floating type; null if its result is none. */
  public static JetFunction binary(Op.BinaryKind kind) {
    return switch (kind) {
      case ADD -> JetFunction.ADD;
      case SUB -> JetFunction.SUBTRACT;
      case MUL -> JetFunction.MULTIPLY;
      case DIV -> JetFunction.DIVIDE;
      case REM -> JetFunction.REMAINDER;
      case AND, OR, XOR, SHL, SHR, USHR, EQ, NE, LT, LE, GT, GE -> null;
    };
  }

  /** The function of a library's method that has a rule; null if there is none. */
  public static JetFunction intrinsic(String method) {
    return method.equals("sum") ? JetFunction.ADD : JetFunction.named(method);
  }

  /** The operand whose coefficients of order 1 and higher are the result's; -1 if there is no such operand. */
  public static int passed(String method) {
    return switch (method) {
      case "nextUp", "nextDown", "nextAfter" -> 0;
      case "straightThrough" -> 1;
      default -> -1;
    };
  }
}
