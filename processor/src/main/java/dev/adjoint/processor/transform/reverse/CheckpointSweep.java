package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.analysis.CallsAgain;
import dev.adjoint.processor.analysis.RunAgain;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The reverse of a checkpointed loop. The forward sweep keeps a few states and nothing else. The reverse sweep goes through the
 * iterations from the last to the first: back to the nearest state, forwards to the iteration's beginning, through
 * the iteration with its reverse behind it, all in one loop, so that what an iteration computes never outlives it.
 *
 * <p>A run makes arrays anew that an earlier run made, and their shadows with them. What is carried from one reverse
 * iteration to the next are therefore the shadows that the later iteration used; an iteration's own ones get their elements
 * before it is reversed. An array from around the loop has the same shadow in every run.
 */
final class CheckpointSweep {
  private final Context context;
  private final Region region;
  private final BlockBuilder out;
  private final Adjoints adjoints;

  CheckpointSweep(Context context, Region region, BlockBuilder out, Adjoints adjoints) {
    this.context = context;
    this.region = region;
    this.out = out;
    this.adjoints = adjoints;
  }

  /** What a reverse iteration gets from the one behind it. */
  private static final class Handed {
    final List<Value> params = new ArrayList<>();
    final List<Value> inits = new ArrayList<>();
    final List<Value> next = new ArrayList<>();

    void add(Value param, Value init, Value further) {
      params.add(param);
      inits.add(init);
      next.add(further);
    }

    void addAll(Handed more) {
      params.addAll(more.params);
      inits.addAll(more.inits);
      next.addAll(more.next);
    }
  }

  /** Reverses the loop; false, and nothing done, where its iterations are independent, so that none has a state. */
  boolean reverse(Op op, List<Value> seeds) {
    if (context.independence.independent(context.original(op))) {
      return false;
    }
    if (States.isOnce(context, op)) {
      once((Op.For) op, seeds);
      return true;
    }
    List<Value> inits = LoopSweep.inits(op);
    Op copy = LoopSweep.copy(context, op);
    hideAssignments(copy, Collections.newSetFromMap(new IdentityHashMap<>()));
    Block body = Ops.blocks(copy).getLast();
    Value counter = copy instanceof Op.For f ? f.iv() : new Value(Type.INT, "k");
    var inside = new InScope(context, region, body, out, counter);
    Adjoints inner = Adjoints.ofLoop(context, inside);
    inside.reverse.at(op.span());
    var handed = new Handed();
    var scalars = new ArrayList<Integer>();
    for (int i = 0; i < inits.size(); i++) {
      Value param = body.params().get(i);
      if (param.type().hasAdjointValue() && (context.active(body.yields().get(i)) || context.active(param))) {
        var adjoint = context.maybeNull(new Value(param.type().shadow(), Context.adjointName(param)));
        scalars.add(i);
        handed.params.add(adjoint);
        inner.add(inside.reverse, body.yields().get(i), adjoint);
      }
    }
    var moves = new BlockBuilder().at(op.span());
    var arrays = new Handed();
    // before anything is reversed, so that what yields them is not put off
    shadows(op, inside, arrays, moves);
    new Sweep(context, inside, inside.reverse, inner).run();
    var carried = new Carried(context, adjoints, inside, inner);
    if (inside.reverse.isEmpty() && carried.isEmpty() && seeds.stream().allMatch(s -> s == null)) {
      return true;
    }
    for (int i : scalars) {
      Value next = inner.get(body.params().get(i));
      handed.inits.add(seeds.get(i) != null ? seeds.get(i) : context.zero(out, body.params().get(i)));
      handed.next.add(next != null ? next : context.zero(inside.reverse, body.params().get(i)));
    }
    handed.addAll(arrays);
    List<Value> outer = carried.next(inside.reverse);
    BlockBuilder iteration = iteration(inside, moves);
    var results = new ArrayList<Value>();
    handed.params.forEach(p -> results.add(context.maybeNull(new Value(p.type(), p.name()))));
    List<Value> allResults = join(results, carried.results());
    List<Value> allInits = join(handed.inits, carried.inits(out));
    List<Value> allParams = join(handed.params, carried.params());
    List<Value> allNext = join(handed.next, outer);
    write(op, body, counter, iteration, allResults, allInits, allParams, allNext);
    carried.settle();
    for (int i = 0; i < scalars.size(); i++) {
      adjoints.add(out, inits.get(scalars.get(i)), results.get(i));
    }
    return true;
  }

  /** One iteration, as of a method's body: where it stands, with the adjoints of all that is around it. */
  private void once(Op.For op, List<Value> seeds) {
    var copy = (Op.For) LoopSweep.copy(context, op);
    hideAssignments(copy, Collections.newSetFromMap(new IdentityHashMap<>()));
    Block body = copy.body();
    var inside = new InScope(context, region, body, null, copy.iv());
    inside.reverse.at(op.span());
    Adjoints within = Adjoints.inPlace(context, inside, adjoints);
    var moves = new BlockBuilder().at(op.span());
    var arrays = new Handed();
    shadows(op, inside, arrays, moves);
    for (int i = 0; i < seeds.size(); i++) {
      if (seeds.get(i) != null) {
        within.add(inside.reverse, body.yields().get(i), seeds.get(i));
      }
    }
    new Sweep(context, inside, inside.reverse, within).run();
    for (int i = 0; i < seeds.size(); i++) {
      Value adjoint = within.take(body.params().get(i));
      if (adjoint != null) {
        within.add(inside.reverse, op.inits().get(i), adjoint);
      }
    }
    if (inside.reverse.isEmpty()) {
      return;
    }
    var states = new States(context, region, op, state(op), Advance.first(context, op.body()));
    states.enter();
    var around = new BlockBuilder().at(op.span());
    Value after = states.leave(around);
    context.alias.put(copy.iv(), region.use(op.from()));
    for (int i = 0; i < seeds.size(); i++) {
      context.alias.put(body.params().get(i), region.use(op.inits().get(i)));
    }
    for (int i = 0; i < arrays.params.size(); i++) {
      context.alias.put(arrays.params.get(i), arrays.inits.get(i));
    }
    around.addAll(iteration(inside, moves).ops());
    finish(around, after);
  }

  /** What is assigned for handlers around the loop: an iteration that is run again stands behind their statement. */
  private void hideAssignments(Op op, Set<Value> inside) {
    if (op instanceof Op.Try t) {
      inside.addAll(t.slots());
    } else if (op instanceof Op.Assign a && !inside.contains(a.slot())) {
      context.unseen.add(op);
    }
    Ops.blocks(op).forEach(b -> b.ops().forEach(o -> hideAssignments(o, inside)));
  }

  /** An iteration that is run again, with its reverse behind it. */
  private BlockBuilder iteration(InScope inside, BlockBuilder moves) {
    inside.flush();
    var iteration = new BlockBuilder().at(moves.span());
    iteration.addAll(inside.forward());
    iteration.addAll(moves.ops());
    iteration.addAll(inside.reverse.ops());
    giveBack(iteration);
    return iteration;
  }

  private void finish(BlockBuilder around, Value after) {
    if (after != null) {
      around.runtime(RuntimeFunction.CONTENTS_RESTORE, after);
    }
    around.ops().forEach(o -> out.add(LoopSweep.inRegion(context, region, o)));
  }

  private static List<Value> join(List<Value> a, List<Value> b) {
    var all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }

  /** The shadows of carried arrays. */
  private void shadows(Op op, InScope inside, Handed handed, BlockBuilder moves) {
    Block body = inside.block;
    for (int i = 0; i < body.params().size(); i++) {
      Value shadow = body.params().get(i).type().isArray() ? context.shadows.get(body.params().get(i)) : null;
      int at = shadow == null ? -1 : body.params().indexOf(shadow);
      if (at >= 0) {
        var later = new Value(shadow.type(), shadow.name());
        handed.add(later, region.use(Ops.results(op).get(at)), shadow);
        moves.runtime(RuntimeFunction.CONTENTS_MOVE, later, inside.use(body.yields().get(at)));
      }
    }
  }

  /** Arrays that an iteration takes from the tape's pool go back at its end: whatever it calls has ended by then, too. */
  private void giveBack(BlockBuilder iteration) {
    if (iteration.ops().stream().noneMatch(op -> ReverseLoops.takes(op) || ReverseLoops.calls(op))) {
      return;
    }
    var all = new BlockBuilder().at(iteration.span());
    Value mark = all.runtime(RuntimeFunction.POOL_MARK, Type.INT, "mark", context.tape());
    all.addAll(iteration.ops());
    all.runtime(RuntimeFunction.TAPE_RELEASE, context.tape(), mark);
    iteration.ops().clear();
    iteration.addAll(all.ops());
  }

  private void write(Op op, Block body, Value counter, BlockBuilder iteration, List<Value> results, List<Value> inits,
      List<Value> params, List<Value> next) {
    Block plain = Advance.first(context, Ops.blocks(op).getLast());
    RunAgain.State state = state(op);
    var states = new States(context, region, op, state, plain);
    states.enter();
    var around = new BlockBuilder().at(op.span());
    Value after = states.leave(around);
    var ops = new BlockBuilder().at(op.span());
    states.advance(ops, counter, body.params());
    ops.addAll(iteration.ops());
    switch (op) {
      case Op.For f -> {
        ReverseLoops.Header header = ReverseLoops.backwards(context, around, f, counter, f.from(), f.to());
        around.add(header.loop(results, inits, ops.block(params, next), f.span()));
      }
      case Op o -> {
        Value steps = around.runtime(RuntimeFunction.CHECKPOINTS_STEPS, Type.INT, "steps", states.checkpoints());
        Value last = around.binary(Op.BinaryKind.SUB, steps, around.constant(1));
        around.add(new Op.For(results, counter, last, around.constant(0), -1, true, inits, ops.block(params, next),
            o.span()));
      }
    }
    finish(around, after);
  }

  /** What has to be put back; the analysis has refused what cannot be. */
  private RunAgain.State state(Op op) {
    Block plain = Advance.look(context, Ops.blocks(op).getLast());
    Set<Value> shadows = Collections.newSetFromMap(new IdentityHashMap<>());
    shadows.addAll(context.shadows.values());
    return RunAgain.of(plain,
        (o, array) -> context.memory.unchangedAfter(context.original(o), context.original(array)), shadows::contains,
        new CallsAgain(context.names::prepared));
  }
}
