package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.analysis.Activity;
import dev.adjoint.processor.analysis.Aliases;
import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.HashSet;
import java.util.Set;

/** Refuses second derivatives where something that is called has first ones only. */
final class SecondOrderChecks {
  private final java.util.function.Function<String, Function> functions;
  private final Diagnostics diagnostics;
  private final Set<String> seen = new HashSet<>();

  private SecondOrderChecks(java.util.function.Function<String, Function> functions, Diagnostics diagnostics) {
    this.functions = functions;
    this.diagnostics = diagnostics;
  }

  /** Reports every call of the method, and of helpers that it reaches, that cannot be differentiated twice. */
  static void run(Function primal, java.util.function.Function<String, Function> functions, Diagnostics diagnostics) {
    boolean tensors = primal.results().stream().anyMatch(Type::isTensor)
        || primal.params().stream().anyMatch(p -> p.type().isTensor());
    if (tensors) {
      diagnostics.report(Message.SECOND_ORDER_TENSOR, primal.span(), primal.name());
      return;
    }
    var checks = new SecondOrderChecks(functions, diagnostics);
    checks.block(primal.body(), new Activity(primal, new Aliases(primal)), null);
  }

  /**
   * Checks one block.
   *
   * @param at where the method under differentiation calls the helper in which the block is, or null in the method itself
   */
  private void block(Block block, Activity activity, Span at) {
    for (Op op : block.ops()) {
      if (op instanceof Op.Call call && isActive(call, activity)) {
        check(call, at == null ? op.span() : at);
      }
      Ops.blocks(op).forEach(b -> block(b, activity, at));
    }
  }

  private static boolean isActive(Op.Call call, Activity activity) {
    return call.results().stream().anyMatch(activity::active)
        || Activity.differentiated(call).stream().anyMatch(activity::active);
  }

  private void check(Op.Call call, Span at) {
    switch (call.callee()) {
      case Callee.External c when c.order() < 2 || c.flat() ->
          diagnostics.report(Message.SECOND_ORDER_CALL, at, c.owner().names().getLast() + "." + c.name());
      case Callee.External c -> { }
      case Callee.Ruled c -> {
        boolean kept = c.reads() instanceof Callee.RuleReads.State;
        if (c.vjp() != null && (kept || !isDifferentiable(c.vjp()))) {
          diagnostics.report(Message.SECOND_ORDER_RULE, at, c.vjp().owner().names().getLast() + "." + c.vjp().name(),
              c.owner().names().getLast() + "." + c.name());
        }
      }
      case Callee.TensorOp c -> diagnostics.report(Message.SECOND_ORDER_TENSOR, at, c.name());
      case Callee.Local c -> {
        if (seen.add(c.key())) {
          Function helper = functions.apply(c.key());
          var wrt = helper.params().stream().map(Value::type).map(Type::isDifferentiable).toList();
          var all = new Function(helper.key(), helper.name(), helper.params(), wrt, helper.results(), helper.body(), helper.span());
          block(all.body(), new Activity(all, new Aliases(all)), at);
        }
      }
      case Callee.Generated c -> { }
      case Callee.Runtime c -> { }
    }
  }

  private static boolean isDifferentiable(Callee.Rule rule) {
    if (rule.method() == null) {
      return false;
    }
    for (int i = 0; i < rule.method().params().size(); i++) {
      if (rule.method().params().get(i).isDifferentiable() && !rule.method().wrt().get(i)) {
        return false;
      }
    }
    return true;
  }
}
