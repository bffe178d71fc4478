package dev.adjoint.processor.transform;

import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Value;
import java.util.List;

/**
 * The primal of a method with a user's rule, where its derivative is wanted: the method itself, or the rule's own forward method, whose
 * state has the result.
 *
 * @param call the operation that stands for the method
 * @param value what the rule reads besides or instead of the arguments; else null
 * @param read the operation that reads the result from the state; else null
 */
public record RuledPrimal(Op call, Value value, Op read) {
  /** The reason is never given: the result's adjoint goes to the rule. */
  private static final Op.Reason CONSTANT = new Op.Reason("CALL_WITHOUT_DERIVATIVE", List.of("value()"));

  /**
   * Writes the call.
   *
   * @param later whether the rule runs when the primal has gone on and may have changed the array that it got as the result
   */
  public static RuledPrimal write(BlockBuilder out, Op.Call op, Callee.Ruled ruled, boolean later) {
    return switch (ruled.reads()) {
      case Callee.RuleReads.Arguments r -> itself(out, op, null);
      case Callee.RuleReads.Result r -> {
        RuledPrimal primal = itself(out, op, op.results().getFirst());
        Value result = primal.value();
        yield later && result.type().isArray() ? new RuledPrimal(primal.call(), copy(out, result), null) : primal;
      }
      case Callee.RuleReads.State r -> {
        var state = new Value(r.type(), ruled.name() + "State");
        var call = new Op.Call(List.of(state),
            new Callee.Generated(r.forward().owner(), r.forward().name(), null, List.of()), op.args(), op.span());
        out.add(call);
        Op read = null;
        for (Value result : op.results()) {
          var code = new Code(List.of(new Code.Operand(0), new Code.Text(".value()")));
          boolean copies = later && result.type().isArray();
          Value given = copies ? new Value(result.type(), null) : result;
          read = new Op.Opaque(given, code, List.of(state), Op.Effect.READS, CONSTANT, op.span());
          out.add(read);
          if (copies) {
            copy(out, given, result);
          }
        }
        yield new RuledPrimal(call, state, read);
      }
    };
  }

  private static Value copy(BlockBuilder out, Value array) {
    var copy = new Value(array.type(), array.name());
    copy(out, array, copy);
    return copy;
  }

  private static void copy(BlockBuilder out, Value array, Value copy) {
    out.add(new Op.Call(List.of(copy), new Callee.Runtime(RuntimeFunction.DEEP_COPY), List.of(array), out.span()));
  }

  private static RuledPrimal itself(BlockBuilder out, Op.Call op, Value kept) {
    var call = new Op.Call(op.results(), op.callee(), op.args(), op.span());
    out.add(call);
    return new RuledPrimal(call, kept, null);
  }
}
