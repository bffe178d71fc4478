package dev.adjoint.processor.transform;

import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Forward mode of a method with a user's rule: the rule's own tangent, or the gradient times the tangents. A rule that reads the
 * arguments comes before the call, which may change them; one that reads what the call leaves comes after it.
 */
final class RuledTangent {
  private RuledTangent() {}

  /** Whether the tangent is written before the call. */
  static boolean comesFirst(Callee.Ruled ruled) {
    return ruled.reads() instanceof Callee.RuleReads.Arguments;
  }

  /**
   * Writes the tangent of the call's result; null for a method without result.
   *
   * @param kept what the primal left for the rule, or null
   */
  static Value write(BlockBuilder out, Op.Call op, Callee.Ruled ruled, Value kept, UnaryOperator<Value> tangent) {
    var scalars = new ArrayList<Value>();
    var arrays = new ArrayList<Value>();
    for (int i = 0; i < op.args().size(); i++) {
      if (ruled.wrt().get(i)) {
        (op.args().get(i).type().isArray() ? arrays : scalars).add(op.args().get(i));
      }
    }
    Value result = op.results().isEmpty() ? null : op.results().getFirst();
    if (ruled.jvp() != null) {
      List<Value> args = read(op, ruled, kept);
      for (int i = 0; i < op.args().size(); i++) {
        if (ruled.wrt().get(i)) {
          args.add(tangent.apply(op.args().get(i)));
        }
      }
      var rule = new Callee.Generated(ruled.jvp().owner(), ruled.jvp().name(), null, List.of());
      if (result == null) {
        out.add(new Op.Call(List.of(), rule, args, op.span()));
        return null;
      }
      var t = new Value(result.type().isDifferentiable() ? result.type().shadow() : result.type(), Forward.tangentName(result));
      out.add(new Op.Call(List.of(t), rule, args, op.span()));
      return t;
    }
    return fromGradient(out, op, ruled, kept, scalars, arrays, tangent);
  }

  private static List<Value> read(Op.Call op, Callee.Ruled ruled, Value kept) {
    var read = new ArrayList<Value>();
    if (!(ruled.reads() instanceof Callee.RuleReads.State)) {
      read.addAll(op.args());
    }
    if (kept != null) {
      read.add(kept);
    }
    return read;
  }

  private static Value fromGradient(BlockBuilder out, Op.Call op, Callee.Ruled ruled, Value kept,
      List<Value> scalars, List<Value> arrays, UnaryOperator<Value> tangent) {
    List<Value> args = read(op, ruled, kept);
    args.add(out.constant(1.0));
    var buffers = new ArrayList<Value>();
    for (Value a : arrays) {
      Value buffer = out.runtime(RuntimeFunction.ZEROS_LIKE, a.type().shadow(), null, a);
      buffers.add(buffer);
      args.add(buffer);
    }
    var rule = new Callee.Generated(ruled.vjp().owner(), ruled.vjp().name(), null, List.of());
    Value sum = null;
    if (scalars.isEmpty()) {
      out.add(new Op.Call(List.of(), rule, args, op.span()));
    } else if (scalars.size() == 1) {
      Value partial = Value.temporary(Type.DOUBLE);
      out.add(new Op.Call(List.of(partial), rule, args, op.span()));
      sum = out.binary(Op.BinaryKind.MUL, partial, tangent.apply(scalars.getFirst()));
    } else {
      var all = new Value(Type.DOUBLE.array(), ruled.name() + "Partials");
      out.add(new Op.Call(List.of(all), rule, args, op.span()));
      for (int i = 0; i < scalars.size(); i++) {
        Value part = out.binary(Op.BinaryKind.MUL, out.load(all, out.constant(i), null), tangent.apply(scalars.get(i)));
        sum = sum == null ? part : out.binary(Op.BinaryKind.ADD, sum, part);
      }
    }
    for (int k = 0; k < arrays.size(); k++) {
      sum = dot(out, op, buffers.get(k), tangent.apply(arrays.get(k)), sum);
    }
    return sum;
  }

  private static Value dot(BlockBuilder out, Op op, Value a, Value b, Value start) {
    Value init = start != null ? start : out.constant(0.0);
    var i = new Value(Type.INT, "i");
    var sum = new Value(Type.DOUBLE, "sum");
    var result = new Value(Type.DOUBLE, "sum");
    var body = new BlockBuilder().at(op.span());
    Value next;
    if (a.type().rank() == 1) {
      next = body.binary(Op.BinaryKind.ADD, sum,
          body.binary(Op.BinaryKind.MUL, body.load(a, i, null), body.load(b, i, null)), "sum");
    } else {
      next = dot(body, op, body.load(a, i, "row"), body.load(b, i, "row"), sum);
    }
    out.add(new Op.For(List.of(result), i, out.constant(0), out.length(a), 1, false, List.of(init),
        body.block(List.of(sum), List.of(next)), op.span()));
    return result;
  }
}
