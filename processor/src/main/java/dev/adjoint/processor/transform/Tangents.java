package dev.adjoint.processor.transform;

import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.rules.Rule;
import java.util.List;
import java.util.function.Function;

/** First derivatives: beside a number its tangent. */
final class Tangents implements Jets {
  @Override
  public Type type(Type primal) {
    return primal.shadow();
  }

  @Override
  public String name(Value primal) {
    return Forward.tangentName(primal);
  }

  @Override
  public Value constant(BlockBuilder out, Value primal) {
    return primal.type().isTensor() ? out.zero(primal.type()) : out.constant(0.0);
  }

  @Override
  public Value zeros(BlockBuilder out, Value array) {
    return out.runtime(RuntimeFunction.ZEROS_LIKE, type(array.type()), name(array), array);
  }

  @Override
  public Value zero(BlockBuilder out) {
    return out.constant(0.0);
  }

  @Override
  public Value scalar(BlockBuilder out, Op op, Value result, List<Value> operands, Rule.Smooth rule, Type.Ref owner,
      Function<Value, Value> jets) {
    Value sum = null;
    for (int i = 0; i < operands.size(); i++) {
      Value seed = operands.get(i).type().isFloating() && !rule.pulls().get(i).isZero() ? jets.apply(operands.get(i)) : null;
      if (seed != null) {
        Value part = Pulls.write(out, owner, rule, i, operands::get, k -> false, () -> result, seed, (function, k) -> null);
        sum = sum == null ? part : out.binary(Op.BinaryKind.ADD, sum, part, name(result));
      }
    }
    return sum != null ? sum : out.constant(0.0);
  }

  @Override
  public List<Value> context() {
    return List.of();
  }
}
