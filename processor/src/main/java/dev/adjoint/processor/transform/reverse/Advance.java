package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import dev.adjoint.processor.transform.Cloner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Iterations that are run for their results alone: the primal with shadows, as the forward sweep has it, but leaving nothing
 * on the tape. Calls are those of the methods themselves, and shadows are arrays that are collected when nobody refers
 * to them any more.
 */
final class Advance {
  private final Context context;
  private final Use use;

  private final Set<Value> slots = Collections.newSetFromMap(new IdentityHashMap<>());
  private Op.Call called;

  private enum Use { LOOK, FIRST, AGAIN }

  private Advance(Context context, Use use) {
    this.context = context;
    this.use = use;
  }

  /** The body of a loop, with the values it has and the user's calls: to be looked at. */
  static Block look(Context context, Block body) {
    return new Advance(context, Use.LOOK).block(body);
  }

  /** The body of a loop, with the values it has; its operations count as the primal's. */
  static Block first(Context context, Block body) {
    return new Advance(context, Use.FIRST).block(body);
  }

  /** The body of a loop with values of its own. */
  static Block again(Context context, Block body) {
    Map<Value, Value> map = new IdentityHashMap<>();
    Block plain = new Advance(context, Use.AGAIN).block(body);
    return new Cloner(v -> map.getOrDefault(v, v), v -> {
      var fresh = new Value(v.type(), v.name());
      map.put(v, fresh);
      return fresh;
    }).block(plain);
  }

  private Block block(Block b) {
    var out = new BlockBuilder();
    for (Op op : b.ops()) {
      out.at(op.span());
      int before = out.ops().size();
      op(op, out);
      if (out.ops().size() == before + 1) {
        Op plain = out.ops().getLast();
        if (plain != op) {
          context.copied(op, plain);
        }
        if (use == Use.FIRST && context.original(op) == op && !context.isShadowOp(op)) {
          context.primal.add(plain);
        }
      }
    }
    return new Block(b.params(), out.ops(), b.yields());
  }

  private void op(Op op, BlockBuilder out) {
    switch (op) {
      case Op.If o -> out.add(new Op.If(o.results(), o.condition(), block(o.then()), block(o.otherwise()), o.span()));
      case Op.For o -> out.add(new Op.For(o.results(), o.iv(), o.from(), o.to(), o.step(), o.inclusive(), o.inits(),
          block(o.body()), o.span()));
      case Op.While o -> out.add(new Op.While(o.results(), o.inits(), block(o.condition()), block(o.body()), o.span()));
      case Op.Try o -> {
        slots.addAll(o.slots());
        out.add(o.with(this::block));
      }
      // no handler is there to see it when the code is run again
      case Op.Assign o when context.unseen.contains(o) || use == Use.AGAIN && !slots.contains(o.slot()) -> { }
      case Op.Call o when context.splitCalls.containsKey(o) -> {
        Shadows.SplitCall call = context.splitCalls.get(o);
        if (call.callee() instanceof Callee.Ruled) {
          out.add(o);
          return;
        }
        Callee callee = switch (call.callee()) {
          case Callee.Local c when use != Use.LOOK -> context.names.primal(c);
          case Callee.External c when use != Use.LOOK && c.flat() -> context.names.primal(c);
          case Callee c -> c;
        };
        called = new Op.Call(o.results(), callee, o.args().subList(0, call.args().size()), o.span());
        out.add(called);
      }
      case Op.Call o when o.callee() instanceof Callee.Runtime r -> runtime(o, r.function(), out);
      case Op.Copy o when context.snapshots.contains(context.original(o)) -> out.add(new Op.Const(o.result(), null, o.span()));
      case Op simple -> out.add(simple);
    }
  }

  private void runtime(Op.Call o, RuntimeFunction function, BlockBuilder out) {
    switch (function) {
      case POOL_DOUBLES -> out.add(new Op.NewArray(o.results().getFirst(), List.of(o.args().get(1)), o.span()));
      case POOL_LIKE -> out.add(new Op.Call(o.results(), new Callee.Runtime(RuntimeFunction.ZEROS_LIKE),
          List.of(o.args().get(1)), o.span()));
      case POP_REF -> returned(o.results().getFirst(), out);
      case RuntimeFunction f -> out.add(o);
    }
  }

  /** The shadow of what a call returned: an argument's, or that of a new array. */
  private void returned(Value shadow, BlockBuilder out) {
    Value array = called.results().stream().filter(r -> context.shadows.get(r) == shadow).findFirst().orElseThrow();
    Value found = out.runtime(RuntimeFunction.ZEROS_LIKE, shadow.type(), shadow.name(), array);
    var candidates = new ArrayList<Value>();
    called.args().stream().filter(a -> a.type().equals(array.type()) && context.shadows.containsKey(a)).forEach(candidates::add);
    for (Value a : candidates) {
      Value same = out.binary(Op.BinaryKind.EQ, array, a);
      found = out.select(same, context.shadow(a), found, shadow.name());
    }
    if (candidates.isEmpty()) {
      var zeros = (Op.Call) out.ops().removeLast();
      out.add(new Op.Call(List.of(shadow), zeros.callee(), zeros.args(), zeros.span()));
    } else {
      var last = (Op.If) out.ops().removeLast();
      out.add(new Op.If(List.of(shadow), last.condition(), last.then(), last.otherwise(), last.span()));
    }
  }
}
