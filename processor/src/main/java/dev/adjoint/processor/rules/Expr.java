package dev.adjoint.processor.rules;

import dev.adjoint.processor.ir.Op;
import java.util.List;

/**
 * An expression over a function's operands, its result and the seed. Floating leaves are doubles: who builds IR from an
 * expression widens float operands and results. Operands of integral type stay as they are where they are arguments of
 * {@link Fn}; an operator gets them as doubles.
 */
public sealed interface Expr {

  /** The operand with this index, from 0. */
  record Arg(int index) implements Expr {}

  /** The primal result. */
  record Result() implements Expr {}

  /** The adjoint of the result in reverse mode, the operand's tangent in forward mode. */
  record Seed() implements Expr {}

  /** A constant. */
  record Num(double value) implements Expr {}

  /** The negation. */
  record Neg(Expr a) implements Expr {}

  /** An arithmetic operator or a comparison, which yields boolean and stands only as a condition of {@link If}. */
  record Bin(Op.BinaryKind kind, Expr a, Expr b) implements Expr {}

  /**
   * A method of {@code Math}, or of {@code StrictMath} where the primal called that one; see
   * {@link Rules#functionOwner}.
   */
  record Fn(String name, List<Expr> args) implements Expr {
    public Fn {
      args = List.copyOf(args);
    }
  }

  /** Either expression, depending on a comparison; both sides are pure, so both may be evaluated. */
  record If(Expr condition, Expr then, Expr otherwise) implements Expr {}

  /** Whether this is the constant zero, a structural zero that nobody needs to add. */
  default boolean isZero() {
    return this instanceof Num n && n.value == 0;
  }

  /** Whether this is the seed or its negation, so that a zero seed gives zero without further care. */
  default boolean isPlainSeed() {
    return this instanceof Seed || this instanceof Neg n && n.a instanceof Seed;
  }
}
