package dev.adjoint.processor.transform;

import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Callee.TensorRuleKind;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/** Forward mode of a tensor operation: the sum over its active operands of what each one's tangent contributes. */
final class TensorTangent {
  private static final Type.Ref SHAPE = Type.Ref.of("dev.adjoint.runtime.array", "Shape");
  private static final Type.Ref FORM = Type.Ref.of("dev.adjoint.runtime.array", "Form");

  private final BlockBuilder out;
  private final Set<Value> nullable;

  /** @param nullable tangents that may be null, which stands for zero */
  TensorTangent(BlockBuilder out, Set<Value> nullable) {
    this.out = out;
    this.nullable = nullable;
  }

  /** The tangent of the result, behind the operation. */
  Value write(Op.Call op, Callee.TensorOp callee, IntFunction<Value> tangents) {
    Value result = op.results().getFirst();
    String name = Forward.tangentName(result);
    Value sum = null;
    for (int i = 0; i < op.args().size(); i++) {
      Value tangent = callee.jvp().get(i) == null ? null : tangents.apply(i);
      if (tangent == null) {
        continue;
      }
      if (result.type().isArray() && nullable.contains(tangent)) {
        tangent = out.runtime(RuntimeFunction.TENSOR_OR_ZEROS, tangent.type(), tangent.name(), tangent, op.args().get(i));
      }
      Value part = nullable.contains(tangent) ? unlessNull(op, callee, i, tangent) : part(out, op, callee, i, tangent);
      if (sum == null) {
        sum = part;
      } else {
        boolean both = nullable.contains(sum) && nullable.contains(part);
        sum = out.sum(sum, part, name);
        if (both) {
          nullable.add(sum);
        }
      }
    }
    if (sum != null) {
      return sum;
    }
    if (result.type().isArray()) {
      return out.runtime(RuntimeFunction.ZEROS_LIKE, result.type(), name, result);
    }
    Value zero = out.zero(result.type().shadow());
    if (result.type().isTensor()) {
      nullable.add(zero);
    }
    return zero;
  }

  private Value unlessNull(Op.Call op, Callee.TensorOp callee, int operand, Value tangent) {
    Type type = op.results().getFirst().type().shadow();
    var some = new BlockBuilder().at(op.span());
    Value value = part(some, op, callee, operand, tangent);
    var none = new BlockBuilder().at(op.span());
    Value nothing = none.zero(type);
    Value isNull = out.binary(Op.BinaryKind.EQ, tangent, out.constant(tangent.type(), null));
    Value part = Value.temporary(type);
    if (type.isTensor()) {
      nullable.add(part);
    }
    out.add(new Op.If(List.of(part), isNull, none.block(List.of(), List.of(nothing)),
        some.block(List.of(), List.of(value)), op.span()));
    return part;
  }

  private static Value form(BlockBuilder into, Value of) {
    return of.type().isArray() ? into.runtime(RuntimeFunction.TENSORS_FORMS, FORM.array(), null, of)
        : into.runtime(RuntimeFunction.TENSOR_FORM, FORM, null, of);
  }

  private static Value part(BlockBuilder into, Op.Call op, Callee.TensorOp callee, int operand, Value tangent) {
    Callee.TensorRule rule = callee.jvp().get(operand);
    Value result = op.results().getFirst();
    var part = new Value(result.type().shadow(), Forward.tangentName(result));
    if (rule.kind() == TensorRuleKind.LINEAR) {
      var args = new ArrayList<>(op.args());
      args.set(operand, tangent);
      into.add(new Op.Call(List.of(part), callee, args, op.span()));
      return part;
    }
    var args = new ArrayList<Value>();
    for (Callee.TensorRead read : rule.reads()) {
      args.add(switch (read.kind()) {
        case ARGUMENT -> op.args().get(read.operand());
        case SHAPE -> into.runtime(RuntimeFunction.TENSOR_SHAPE, SHAPE, null, op.args().get(read.operand()));
        case FORM -> form(into, op.args().get(read.operand()));
        case RESULT -> op.results().get(read.operand());
        case SEED -> tangent;
      });
    }
    var rules = new Callee.Generated(rule.owner(), rule.name(), null, List.of());
    if (rule.kind() == TensorRuleKind.JVP || callee.params().stream().filter(Type::isTensor).count() == 1) {
      into.add(new Op.Call(List.of(part), rules, args, op.span()));
      return part;
    }
    // The tangent may be smaller than the result to which its operand was broadcast.
    Value small = Value.temporary(part.type());
    into.add(new Op.Call(List.of(small), rules, args, op.span()));
    into.add(new Op.Call(List.of(part), new Callee.Runtime(RuntimeFunction.TENSOR_SPREAD), List.of(small, result), op.span()));
    return part;
  }
}
