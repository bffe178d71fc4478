package dev.adjoint.processor.analysis.subscript;

import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.List;

/** A whole number that index arithmetic is made of. Equal atoms have equal values wherever both are known. */
public sealed interface Atom {
  /** A parameter. */
  record Parameter(Value value) implements Atom {}

  /** The length of an array that is a parameter. */
  record Length(Value array) implements Atom {}

  /** A loop's counter. */
  record Counter(Value value) implements Atom {}

  /**
   * An operation that is no sum and no product.
   *
   * @param kind the operator, or null for a function
   * @param owner the function's class, or null
   * @param name the function's name, or null
   */
  record Applied(Op.BinaryKind kind, Type.Ref owner, String name, List<Polynomial> operands) implements Atom {
    public Applied {
      operands = List.copyOf(operands);
    }
  }

  /** Anything else. */
  record Unknown(Value value) implements Atom {}

  /** Whether it has one value during a call of the function. */
  default boolean isUniform() {
    return switch (this) {
      case Parameter a -> true;
      case Length a -> true;
      case Counter a -> false;
      case Applied a -> a.operands().stream().allMatch(Polynomial::isUniform);
      case Unknown a -> false;
    };
  }
}
