package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.analysis.subscript.Counter;
import dev.adjoint.processor.analysis.subscript.Subscripts;
import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.kernel.Iteration;
import java.util.ArrayList;
import java.util.List;

/** Finds the parallel loops of a kernel over arrays, and takes one iteration out of them. */
final class ParallelLoops {
  private final Function method;
  private final List<Span> parallel;
  private final Diagnostics diagnostics;
  private final Subscripts subscripts;
  private final List<Counter> counters = new ArrayList<>();
  private final List<Op> ops = new ArrayList<>();

  private ParallelLoops(Function method, Unit.Kernel kernel, Diagnostics diagnostics) {
    this.method = method;
    this.parallel = kernel.parallel();
    this.diagnostics = diagnostics;
    this.subscripts = new Subscripts(method, List.of());
  }

  /** The iteration; null, with a message, if the method is not such loops. */
  static Iteration of(Function method, Unit.Kernel kernel, Diagnostics diagnostics) {
    var loops = new ParallelLoops(method, kernel, diagnostics);
    boolean found = loops.take(method.body(), false);
    if (!found && !diagnostics.hasErrors()) {
      loops.refuse(method.span(), "the method " + method.name() + " has no parallel loop");
    }
    return diagnostics.hasErrors() ? null : new Iteration(method, loops.counters, loops.ops);
  }

  private void refuse(Span span, String problem) {
    diagnostics.report(Message.PARALLEL_LOOP, span, problem);
  }

  private boolean isParallel(Op op) {
    return op instanceof Op.For && parallel.contains(op.span());
  }

  /** Takes the operations of a block: some that have no effect, and then a parallel loop. */
  private boolean take(Block block, boolean inside) {
    List<Op> all = block.ops();
    int at = 0;
    while (at < all.size() && !isParallel(all.get(at))) {
      at++;
    }
    if (at == all.size()) {
      nested(all);
      if (inside) {
        ops.addAll(all);
      }
      return inside;
    }
    List<Op> before = all.subList(0, at);
    before.stream().filter(ParallelLoops::makesArray).findFirst().ifPresentOrElse(
        op -> refuse(op.span(), "in front of the parallel loop no array may be made, which all iterations would share"),
        () -> before.stream().filter(ParallelLoops::hasEffect).findFirst()
            .ifPresent(op -> refuse(op.span(), "in front of the parallel loop nothing may be stored")));
    nested(before);
    all.subList(at + 1, all.size()).stream().filter(op -> hasEffect(op) || isParallel(op)).findFirst()
        .ifPresent(op -> refuse(op.span(), "nothing may follow the parallel loop"));
    ops.addAll(before);
    loop((Op.For) all.get(at));
    return true;
  }

  private void nested(List<Op> all) {
    for (Op op : all) {
      if (isParallel(op)) {
        refuse(op.span(), "this parallel loop stands in a branch, or in another loop");
      }
      Ops.blocks(op).forEach(b -> nested(b.ops()));
    }
  }

  private void loop(Op.For loop) {
    Counter counter = subscripts.counter(loop.iv());
    if (loop.step() != 1) {
      refuse(loop.span(), "this parallel loop does not count up by one");
    } else if (counters.size() == 2) {
      refuse(loop.span(), "a third parallel loop");
    } else if (!counter.from().isUniform() || !counter.to().isUniform()) {
      refuse(loop.span(), "the bounds of this parallel loop are not made of parameters, lengths and constants");
    }
    carried(loop);
    counters.add(new Counter(loop.iv(), true, counter.from(), counter.to()));
    take(loop.body(), true);
  }

  private void carried(Op.For loop) {
    for (int k = 0; k < loop.results().size(); k++) {
      Value param = loop.body().params().get(k);
      Op definition = subscripts.definition(loop.body().yields().get(k));
      diagnostics.report(Message.PARALLEL_CARRIED, definition == null ? loop.span() : definition.span(),
          param.name() == null ? "a value" : param.name());
    }
  }

  private static boolean makesArray(Op op) {
    return op instanceof Op.NewArray || Ops.blocks(op).stream().anyMatch(b -> b.ops().stream().anyMatch(ParallelLoops::makesArray));
  }

  private static boolean hasEffect(Op op) {
    boolean here = switch (op) {
      case Op.Store o -> true;
      case Op.Accumulate o -> true;
      case Op.Fill o -> true;
      case Op.ArrayCopy o -> true;
      case Op.Call o -> true;
      case Op.Throw o -> true;
      case Op.Opaque o -> o.effect() == Op.Effect.EFFECT;
      case Op o -> false;
    };
    return here || Ops.blocks(op).stream().anyMatch(b -> b.ops().stream().anyMatch(ParallelLoops::hasEffect));
  }
}
