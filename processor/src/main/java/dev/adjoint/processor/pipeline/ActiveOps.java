package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.analysis.Activity;
import dev.adjoint.processor.analysis.Aliases;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The operations of a method that carry derivatives, and those of the helpers that it reaches, each helper once for every set of arguments that
 * carry any: what a pass that knows fewer operations than first derivatives do has to look at.
 */
final class ActiveOps {
  /** What is done with each. */
  interface Visitor {
    /**
     * Looks at an operation.
     *
     * @param at its place in the method itself: for an operation of a helper, that of the call
     * @param active which of its operands carry a derivative
     */
    void op(Op op, Span at, Predicate<Value> active);
  }

  private record Helper(String key, List<Boolean> wrt) {}

  private final java.util.function.Function<String, Function> functions;
  private final Visitor visitor;
  private final Set<Helper> seen = new HashSet<>();

  private ActiveOps(java.util.function.Function<String, Function> functions, Visitor visitor) {
    this.functions = functions;
    this.visitor = visitor;
  }

  /** Goes through a method; {@code functions} has the helpers. */
  static void each(Function f, java.util.function.Function<String, Function> functions, Visitor visitor) {
    new ActiveOps(functions, visitor).block(f.body(), new Activity(f, new Aliases(f)), null);
  }

  private void block(Block block, Activity activity, Span at) {
    for (Op op : block.ops()) {
      Span place = at == null ? op.span() : at;
      if (isActive(op, activity)) {
        visitor.op(op, place, activity::active);
        if (op instanceof Op.Call call && call.callee() instanceof Callee.Local c) {
          helper(c, call.args().stream().map(activity::active).toList(), place);
        }
      }
      Ops.blocks(op).forEach(b -> block(b, activity, at));
    }
  }

  private void helper(Callee.Local callee, List<Boolean> wrt, Span at) {
    if (seen.add(new Helper(callee.key(), wrt))) {
      Function helper = functions.apply(callee.key());
      var f = new Function(helper.key(), helper.name(), helper.params(), wrt, helper.results(), helper.body(), helper.span());
      block(f.body(), new Activity(f, new Aliases(f)), at);
    }
  }

  private static boolean isActive(Op op, Activity activity) {
    return Ops.results(op).stream().anyMatch(activity::active)
        || op instanceof Op.Call call && Activity.differentiated(call).stream().anyMatch(activity::active);
  }
}
