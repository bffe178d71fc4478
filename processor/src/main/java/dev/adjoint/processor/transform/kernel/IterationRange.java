package dev.adjoint.processor.transform.kernel;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import java.util.ArrayList;
import java.util.List;

/** A kernel's method with some of the iterations of its outer parallel loop. */
public final class IterationRange {
  private IterationRange() {}

  /** The method with two more parameters: the first iteration, and the one after the last. */
  public static Function of(Iteration iteration) {
    Function method = iteration.method();
    var params = new ArrayList<>(method.params());
    var from = new Value(Type.INT, BlockBuilder.unused("from", params));
    params.add(from);
    var to = new Value(Type.INT, BlockBuilder.unused("to", params));
    params.add(to);
    Value counter = iteration.counters().getFirst().value();
    var ops = new ArrayList<Op>();
    for (Op op : method.body().ops()) {
      ops.add(op instanceof Op.For o && o.iv() == counter
          ? new Op.For(o.results(), o.iv(), from, to, o.step(), false, o.inits(), o.body(), o.span()) : op);
    }
    var wrt = new ArrayList<>(method.wrt());
    wrt.addAll(List.of(false, false));
    return new Function(method.key() + "Range", method.name() + "Range", params, wrt, method.results(),
        new Block(method.body().params(), ops, method.body().yields()), method.span());
  }
}
