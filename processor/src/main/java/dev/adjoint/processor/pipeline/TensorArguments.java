package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.analysis.Aliases;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Arguments that are arrays of tensors, in the body of an interface method.
 *
 * <p>A core computes on tensors that are not recorded. Tracked elements are therefore detached, in another array, the same one for the
 * same array; where the method may write into it, it gets the caller's array as it is, and what it computes with tracked elements is
 * recorded as in the method itself. Adjoints come back with zeros for null: an element has an adjoint wherever there is a tensor.
 */
final class TensorArguments {
  private static final Type FORMS = Type.Ref.of("dev.adjoint.runtime.array", "Form").array();

  private final ApiBody body;
  private final Function primal;
  private final boolean mayBeWritten;
  private final List<Value> arrays = new ArrayList<>();
  private final List<Value> operands = new ArrayList<>();

  TensorArguments(ApiBody body, Function primal) {
    this.body = body;
    this.primal = primal;
    this.mayBeWritten = mayBeWritten(primal);
  }

  /** What the core gets for a parameter of the primal. */
  Value operand(int parameter, Value given, String name) {
    return operand(given, b -> primal.wrt().get(parameter)
        ? b.runtime(RuntimeFunction.TENSORS_OPERANDS, given.type(), name, b.constant(Type.STRING, given.name()), given)
        : b.runtime(RuntimeFunction.TENSORS_CONSTANTS, given.type(), name, given));
  }

  /** What the core gets for a part of a parameter, which may be null. */
  Value part(Value given, String name) {
    return operand(given, b -> b.runtime(RuntimeFunction.TENSORS_CONSTANTS, given.type(), name, given));
  }

  private Value operand(Value given, ApiBody.Maker maker) {
    if (mayBeWritten) {
      return given;
    }
    Value operand = body.shared(given, List.copyOf(arrays), List.copyOf(operands), maker);
    arrays.add(given);
    operands.add(operand);
    return operand;
  }

  /** The forms of an array's elements before the method runs, which may overwrite them. */
  static Value forms(ApiBody body, Value array, String name) {
    return body.runtime(RuntimeFunction.TENSORS_FORMS, FORMS, name, array);
  }

  /** Zeros where adjoints of elements with these forms are null. */
  static void complete(ApiBody body, Value adjoints, Value forms) {
    body.runtime(RuntimeFunction.TENSORS_OR_ZEROS, adjoints, forms);
  }

  /** Adds an array to another one, as a function does for numbers; those of arrays of tensors take what is added second. */
  static Op adding(Value added, Value to, RuntimeFunction ofNumbers) {
    boolean tensors = to.type().isTensors();
    return new Op.Call(List.of(), new Callee.Runtime(tensors ? RuntimeFunction.TENSORS_ADD_ALL : ofNumbers),
        tensors ? List.of(to, added) : List.of(added, to), Span.NONE);
  }

  /** Whether the method may write into an array of tensors that it is given. */
  static boolean mayBeWritten(Function primal) {
    return writes(primal.body(), new Aliases(primal));
  }

  private static boolean writes(Block block, Aliases aliases) {
    for (Op op : block.ops()) {
      boolean is = switch (op) {
        case Op.Store o -> outside(o.array(), aliases);
        case Op.Fill o -> outside(o.array(), aliases);
        case Op.ArrayCopy o -> outside(o.target(), aliases);
        case Op.Call o when o.callee() instanceof Callee.TensorOp || o.callee() instanceof Callee.Runtime -> false;
        case Op.Call o -> o.args().stream().anyMatch(a -> outside(a, aliases));
        case Op.Opaque o -> o.effect() == Op.Effect.EFFECT && o.operands().stream().anyMatch(a -> outside(a, aliases));
        case Op other -> false;
      };
      if (is || Ops.blocks(op).stream().anyMatch(b -> writes(b, aliases))) {
        return true;
      }
    }
    return false;
  }

  private static boolean outside(Value array, Aliases aliases) {
    return array.type().isArray() && array.type().innermost().isTensor() && aliases.of(array).external();
  }
}
