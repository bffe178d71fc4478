package dev.adjoint.processor.rules;

import static dev.adjoint.processor.rules.Exprs.R;
import static dev.adjoint.processor.rules.Exprs.SEED;
import static dev.adjoint.processor.rules.Exprs.X;
import static dev.adjoint.processor.rules.Exprs.Y;
import static dev.adjoint.processor.rules.Exprs.div;
import static dev.adjoint.processor.rules.Exprs.fn;
import static dev.adjoint.processor.rules.Exprs.mul;
import static dev.adjoint.processor.rules.Exprs.neg;
import static dev.adjoint.processor.rules.Exprs.sub;

import dev.adjoint.processor.ir.Op;
import java.util.List;

/** Rules of Java's arithmetic operators on doubles and floats. */
final class OperatorRules {
  static final Rule NEGATION = new Rule.Smooth("-", List.of(neg(SEED)), false);
  private static final Rule ADDITION = new Rule.Smooth("+", List.of(SEED, SEED), false);
  private static final Rule SUBTRACTION = new Rule.Smooth("-", List.of(SEED, neg(SEED)), false);
  private static final Rule MULTIPLICATION = new Rule.Smooth("*", List.of(mul(SEED, Y), mul(SEED, X)), false);
  // seed / y stands in both, so that one division serves both operands
  private static final Rule DIVISION =
      new Rule.Smooth("/", List.of(div(SEED, Y), neg(mul(div(SEED, Y), R))), true);
  private static final Rule REMAINDER = remainder("%");

  private OperatorRules() {}

  static Rule floating(Op.BinaryKind kind) {
    return switch (kind) {
      case ADD -> ADDITION;
      case SUB -> SUBTRACTION;
      case MUL -> MULTIPLICATION;
      case DIV -> DIVISION;
      case REM -> REMAINDER;
      case EQ, NE, LT, LE, GT, GE -> new Rule.Inactive(kind.name());
      case AND, OR, XOR, SHL, SHR, USHR -> throw new IllegalArgumentException(kind + " on a floating type");
    };
  }

  /**
   * {@code r = x - n * y} with an integer n that is constant between jumps; n is got back as {@code (x - r) / y}, which
   * is exact up to rounding and right for negative quotients, where {@code floor(x / y)} is not.
   */
  static Rule remainder(String name) {
    return new Rule.Smooth(name, List.of(SEED, neg(mul(SEED, fn("rint", div(sub(X, R), Y))))), true);
  }
}
