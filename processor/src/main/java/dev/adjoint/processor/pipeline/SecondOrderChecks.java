package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;

/** Refuses second derivatives where something that is called has first ones only. */
final class SecondOrderChecks {
  private final Diagnostics diagnostics;

  private SecondOrderChecks(Diagnostics diagnostics) {
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
    var checks = new SecondOrderChecks(diagnostics);
    ActiveOps.each(primal, functions, (op, at, active) -> {
      if (op instanceof Op.Call call) {
        checks.check(call, at);
      }
    });
  }

  private void check(Op.Call call, Span at) {
    switch (call.callee()) {
      case Callee.External c when c.order() < 2 || c.flat() && !c.dispatched() ->
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
      case Callee.Local c -> { }
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
