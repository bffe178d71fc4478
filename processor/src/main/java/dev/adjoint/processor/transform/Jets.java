package dev.adjoint.processor.transform;

import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.rules.Rule;
import java.util.List;
import java.util.function.Function;

/**
 * What forward mode carries beside each number that carries derivatives, and computes with: its tangent, or its Taylor coefficients. Beside an
 * array of numbers stands an array of these.
 */
interface Jets {
  /** The type of what stands beside a value of that type. */
  Type type(Type primal);

  /** Its name, null if the value has none. */
  String name(Value primal);

  /** What stands beside a number that carries no derivative. */
  Value constant(BlockBuilder out, Value primal);

  /** What stands beside an array whose numbers carry none. */
  Value zeros(BlockBuilder out, Value array);

  /** What stands in an array beside a number without a derivative. */
  Value zero(BlockBuilder out);

  /**
   * Beside the result of a function of numbers.
   *
   * @param jets what stands beside an operand; null if it carries no derivative
   */
  Value scalar(BlockBuilder out, Op op, Value result, List<Value> operands, Rule.Smooth rule, Type.Ref owner,
      Function<Value, Value> jets);

  /** Beside the result of a conversion between numbers of floating type. */
  default Value converted(BlockBuilder out, Value result, Value jet) {
    return jet;
  }

  /** Beside a number that was loaded, given what was loaded from the array beside its array. */
  default Value loaded(BlockBuilder out, Value result, Value jet) {
    return jet;
  }

  /**
   * What stands beside everything that a callee returns or may have written, where the callee carries nothing of the kind itself.
   *
   * @param jets what stands beside those of its arguments that carry derivatives
   * @return null if that is not known
   */
  default Value joined(BlockBuilder out, List<Value> jets) {
    return null;
  }

  /** What every generated function gets besides. */
  List<Value> context();
}
