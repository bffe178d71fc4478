package dev.adjoint.processor.transform;

import dev.adjoint.processor.analysis.Activity;
import dev.adjoint.processor.analysis.Aliases;
import dev.adjoint.processor.analysis.Interruptions;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls of other classes' methods in a try body from which the program goes on: what they did to arrays that carry derivatives
 * before they threw is not known, so that it has to be nothing. It is made sure of at run time:
 *
 * <pre>
 * double[] xBefore = Unchanged.copy(x);
 * try { y = Other.f(x); } catch (Throwable thrown) { Unchanged.check("f", thrown, x, xBefore); throw thrown; }
 * </pre>
 */
final class GuardedCalls {
  private static final Type.Ref THROWABLE = Type.Ref.of("java.lang", "Throwable");

  private final Function function;
  private final Interruptions interruptions;
  private final Map<Op, List<Value>> guarded = new IdentityHashMap<>();

  GuardedCalls(Function function, boolean analyse) {
    this.function = function;
    var aliases = new Aliases(function);
    Activity activity = analyse ? new Activity(function, aliases) : Activity.everything(function, aliases);
    this.interruptions = new Interruptions(function, aliases, activity, c -> !(c.callee() instanceof Callee.External), t -> false);
  }

  Function apply() {
    find(function.body());
    if (guarded.isEmpty()) {
      return function;
    }
    return new Function(function.key(), function.name(), function.params(), function.wrt(), function.results(),
        block(function.body()), function.span());
  }

  private void find(Block block) {
    for (Op op : block.ops()) {
      if (op instanceof Op.Try t && Interruptions.resumes(t)) {
        interruptions.partial(t).stream().filter(Interruptions.Partial::visible)
            .forEach(p -> guarded.put(p.call(), p.arrays()));
      }
      Ops.blocks(op).forEach(this::find);
    }
  }

  private Block block(Block b) {
    var out = new BlockBuilder();
    for (Op op : b.ops()) {
      switch (op) {
        case Op.Call o when guarded.containsKey(o) -> call(o, out.at(o.span()));
        case Op.If o -> out.add(new Op.If(o.results(), o.condition(), block(o.then()), block(o.otherwise()), o.span()));
        case Op.For o -> out.add(new Op.For(o.results(), o.iv(), o.from(), o.to(), o.step(), o.inclusive(), o.inits(),
            block(o.body()), o.span()));
        case Op.While o -> out.add(new Op.While(o.results(), o.inits(), o.condition(), block(o.body()), o.span()));
        case Op.Try o -> out.add(o.with(this::block));
        case Op o -> out.add(o);
      }
    }
    return out.block(b.params(), b.yields());
  }

  private void call(Op.Call o, BlockBuilder out) {
    var copies = new ArrayList<Value>();
    for (Value array : guarded.get(o)) {
      copies.add(out.runtime(RuntimeFunction.COPY_BEFORE, array.type(), array.name() == null ? "before" : array.name() + "Before", array));
    }
    var results = o.results().stream().map(r -> new Value(r.type(), r.name())).toList();
    Block body = Block.of(List.of(new Op.Call(results, o.callee(), o.args(), o.span())), results);
    var thrown = new Value(THROWABLE, "thrown");
    var handler = new BlockBuilder().at(o.span());
    List<Value> placeholders = o.results().stream().map(r -> handler.zero(r.type())).toList();
    Value name = handler.constant(Type.STRING, o.callee().name());
    for (int i = 0; i < copies.size(); i++) {
      handler.runtime(RuntimeFunction.CHECK_UNCHANGED, name, thrown, guarded.get(o).get(i), copies.get(i));
    }
    handler.add(new Op.Throw(thrown, o.span()));
    out.add(new Op.Try(o.results(), List.of(), List.of(), body,
        List.of(new Op.Handler(List.of(THROWABLE), false, handler.block(List.of(thrown), placeholders))), o.span()));
  }
}
