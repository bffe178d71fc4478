package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.Forward;
import java.util.List;

/**
 * On which numbers the cells of a method's result depend: (the primal's parameters, for each differentiated one the set of its column or an array
 * of such sets) to the array of the cells' sets.
 */
final class SparsityPattern {
  private SparsityPattern() {}

  /** The function of a prepared method; null, with messages, if there is none. */
  static Function of(Function primal, Helpers helpers, Diagnostics diagnostics) {
    boolean tensors = primal.params().stream().anyMatch(p -> p.type().isTensor());
    if (tensors || !primal.results().equals(List.of(Type.DOUBLE.array())) || !primal.wrt().contains(true)) {
      diagnostics.report(Message.SPARSITY, primal.span(), primal.name());
      return null;
    }
    ActiveOps.each(primal, helpers::prepared, (op, at, active) -> check(op, at, diagnostics));
    return diagnostics.hasErrors() ? null : Forward.dependence(primal, true, helpers.beside(Helpers.Kind.DEPENDENCE));
  }

  /**
   * A callee that has no sets itself may make any of its results, and any cell of its arguments, depend on all it gets. That does not say which of
   * them are one array afterwards.
   */
  private static void check(Op op, Span at, Diagnostics diagnostics) {
    if (op instanceof Op.Call o && !(o.callee() instanceof Callee.Local)) {
      boolean arrays = Ops.results(o).stream().anyMatch(r -> r.type().isArray() && r.type().isDifferentiable())
          || o.args().stream().map(Value::type).anyMatch(t -> t.rank() > 1 && t.isDifferentiable());
      if (arrays || o.callee() instanceof Callee.TensorOp) {
        diagnostics.report(Message.SPARSITY_CALL, at, name(o.callee()));
      }
    }
  }

  private static String name(Callee callee) {
    return switch (callee) {
      case Callee.External c -> c.owner().names().getLast() + "." + c.name();
      case Callee.Ruled c -> c.owner().names().getLast() + "." + c.name();
      case Callee.TensorOp c -> c.owner().names().getLast() + "." + c.name();
      case Callee.Local c -> c.name();
      case Callee.Generated c -> c.name();
      case Callee.Runtime c -> c.name();
    };
  }
}
