package dev.adjoint.processor.transform;

import dev.adjoint.processor.ir.JetFunction;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.rules.Rule;
import java.util.List;
import java.util.function.Function;

/**
 * Which columns of the Jacobian may differ from zero: beside a number the set of columns on which it depends, null for none. A result depends
 * on what its operands depend on, also where a partial derivative happens to be zero. A. Griewank, A. Walther, Evaluating Derivatives, 2nd ed., SIAM
 * 2008, section 7.1 (index domains).
 */
final class Dependences implements Jets {
  private static final Type SET = Type.INT.array();

  @Override
  public Type type(Type primal) {
    return primal.isArray() ? type(primal.elementType()).array() : SET;
  }

  @Override
  public String name(Value primal) {
    return primal.name() == null ? null : primal.name() + "Columns";
  }

  @Override
  public Value constant(BlockBuilder out, Value primal) {
    return zero(out);
  }

  @Override
  public Value zeros(BlockBuilder out, Value array) {
    return out.runtime(RuntimeFunction.DEPENDENCE_BESIDE, type(array.type()), name(array), array);
  }

  @Override
  public Value zero(BlockBuilder out) {
    return out.zero(SET);
  }

  @Override
  public Value scalar(BlockBuilder out, Op op, Value result, List<Value> operands, Rule.Smooth rule, Type.Ref owner,
      Function<Value, Value> jets) {
    Value union = null;
    for (int i = 0; i < operands.size(); i++) {
      if (operands.get(i).type().isFloating() && !rule.pulls().get(i).isZero()) {
        union = union(out, union, jets.apply(operands.get(i)), name(result));
      }
    }
    return union != null ? union : zero(out);
  }

  private static Value union(BlockBuilder out, Value a, Value b, String name) {
    return a == null || a == b ? b : b == null ? a : function(out, JetFunction.UNION, name, a, b);
  }

  private static Value function(BlockBuilder out, JetFunction function, String name, Value... args) {
    var result = new Value(SET, name);
    out.add(function.of(result, List.of(args), out.span()));
    return result;
  }

  @Override
  public Value joined(BlockBuilder out, List<Value> jets) {
    Value union = null;
    for (Value jet : jets) {
      union = union(out, union, jet.type().rank() > 1 ? function(out, JetFunction.ALL, null, jet) : jet, null);
    }
    return union;
  }

  @Override
  public List<Value> context() {
    return List.of();
  }
}
