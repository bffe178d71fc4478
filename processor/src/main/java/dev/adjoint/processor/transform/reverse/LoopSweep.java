package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.analysis.RunAgain;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import dev.adjoint.processor.transform.Cloner;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The reverse of a loop. Independent iterations: the loop in its own order, forward and reverse iteration behind each other,
 * either instead of the forward loop (fused) or after it (run again). Otherwise the iterations from the last to the first.
 */
final class LoopSweep {
  private final Context context;
  private final Region region;
  private final BlockBuilder out;
  private final Adjoints adjoints;

  LoopSweep(Context context, Region region, BlockBuilder out, Adjoints adjoints) {
    this.context = context;
    this.region = region;
    this.out = out;
    this.adjoints = adjoints;
  }

  void reverse(Op op) {
    var seeds = new ArrayList<Value>();
    for (Value r : Ops.results(op)) {
      seeds.add(adjoints.take(r));
    }
    if (context.options.checkpoint() && RunAgain.snapshots(op) > 0 && new CheckpointSweep(context, region, out, adjoints).reverse(op, seeds)) {
      return;
    }
    if (!context.independence.independent(context.original(op))) {
      backward(op, seeds);
      return;
    }
    if (seeds.stream().allMatch(s -> s == null)) {
      return;
    }
    if (region instanceof InScope here && out == here.reverse && context.fusion.hold(here, op)) {
      together(op, seeds);
    } else if (op instanceof Op.For f && !context.options.lean() && f.snapshots() == 0
        && ReverseLoops.cachesCheaply(context, region, f)) {
      replay(f, seeds, true);
    } else {
      Op again = copy(context, op);
      context.recomputed.add(again);
      together(again, seeds);
    }
    List<Value> inits = inits(op);
    for (int i = 0; i < inits.size(); i++) {
      if (seeds.get(i) != null) {
        adjoints.add(out, inits.get(i), seeds.get(i));
      }
    }
  }

  static List<Value> inits(Op loop) {
    return switch (loop) {
      case Op.For f -> f.inits();
      case Op.While w -> w.inits();
      case Op o -> throw new IllegalStateException("no loop: " + o);
    };
  }

  /** A copy that is run again: its values answer for the original's. */
  static Op copy(Context context, Op op) {
    Map<Value, Value> map = new IdentityHashMap<>();
    Op copy = new Cloner(v -> map.getOrDefault(v, v), v -> {
      var fresh = new Value(v.type(), v.name());
      map.put(v, fresh);
      return fresh;
    }, context::copied).op(op);
    map.forEach((original, fresh) -> {
      context.copied(original, fresh);
      Value shadow = context.shadows.get(original);
      if (shadow != null) {
        context.shadows.put(fresh, map.getOrDefault(shadow, shadow));
      }
    });
    context.remapCalls(copy, map);
    Ops.results(copy).forEach(v -> context.definitions.put(v, copy));
    Ops.blocks(copy).forEach(context::define);
    return copy;
  }

  /** Forward and reverse iteration behind each other; the adjoint of a sum is the same in all iterations. */
  private void together(Op op, List<Value> seeds) {
    Block body = Ops.blocks(op).getLast();
    Value counter = op instanceof Op.For f ? f.iv() : null;
    var inside = new InScope(context, region, body, out, counter);
    Adjoints inner = Adjoints.ofLoop(context, inside);
    for (int i = 0; i < seeds.size(); i++) {
      if (seeds.get(i) != null) {
        inner.add(inside.reverse, body.yields().get(i), seeds.get(i));
      }
    }
    new Sweep(context, inside, inside.reverse, inner).run();
    var carried = new Carried(context, adjoints, inside, inner);
    var yields = new ArrayList<Value>();
    body.yields().forEach(v -> yields.add(inside.use(v)));
    yields.addAll(carried.next(inside.reverse));
    inside.flush();
    var ops = new BlockBuilder().at(op.span());
    ops.addAll(inside.forward());
    ops.addAll(inside.reverse.ops());
    ReverseLoops.givePoolBack(context, ops);
    Op loop = switch (op) {
      case Op.For f -> new Op.For(join(f.results(), carried.results()), f.iv(), f.from(), f.to(), f.step(), f.inclusive(),
          join(f.inits(), carried.inits(out)), ops.block(join(body.params(), carried.params()), yields), f.span());
      case Op.While w -> new Op.While(join(w.results(), carried.results()), join(w.inits(), carried.inits(out)),
          new Block(join(w.condition().params(), carried.unread()), w.condition().ops(), w.condition().yields()),
          ops.block(join(body.params(), carried.params()), yields), w.span());
      case Op o -> throw new IllegalStateException("no loop: " + o);
    };
    out.add(inRegion(context, region, loop));
    carried.settle();
  }

  /** What a piece of the primal reads of the regions around it, as the reverse sweep sees it. */
  static Op inRegion(Context context, Region region, Op op) {
    return new Cloner(region::use, v -> v, (original, copy) -> {
      if (context.primal.contains(original)) {
        context.primal.add(copy);
      }
    }).op(op);
  }

  private static List<Value> join(List<Value> a, List<Value> b) {
    var all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }

  private void backward(Op op, List<Value> seeds) {
    if (op instanceof Op.For f) {
      replay(f, seeds, false);
      return;
    }
    var loop = (Op.While) op;
    Value trips = context.weaver.count(loop);
    region.defined.add(trips);
    var recurrence = new Recurrence(context, region, adjoints, loop.body(), loop, null, loop.inits(), seeds);
    if (recurrence.isEmpty()) {
      return;
    }
    var k = new Value(Type.INT, "k");
    Value last = out.binary(Op.BinaryKind.SUB, region.use(trips), out.constant(1));
    recurrence.write(out, new ReverseLoops.Header(k, last, out.constant(0), -1, true, List.of()));
  }

  private void replay(Op.For f, List<Value> seeds, boolean ascending) {
    var counter = new Value(Type.INT, f.iv().name());
    var recurrence = new Recurrence(context, region, adjoints, f.body(), f, counter,
        ascending ? null : f.inits(), seeds);
    if (recurrence.isEmpty()) {
      return;
    }
    Value from = region.use(f.from());
    Value to = region.use(f.to());
    if (ascending) {
      recurrence.write(out, new ReverseLoops.Header(counter, from, to, f.step(), f.inclusive(), List.of()));
    } else {
      recurrence.write(out, ReverseLoops.backwards(context, out, f, counter, from, to));
    }
  }
}
