package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The reverse of a try statement: its body if that came to its end, else the handler that did. Reversed code stands behind
 * the statement, where no handler can catch what it throws.
 *
 * <p>Of a body that was left by an exception nothing is reversed: {@link dev.adjoint.processor.transform.Steps} has seen to
 * it that no derivative came out of it.
 */
final class TrySweep {
  private final Context context;
  private final Region region;
  private final BlockBuilder out;
  private final Adjoints adjoints;

  TrySweep(Context context, Region region, BlockBuilder out, Adjoints adjoints) {
    this.context = context;
    this.region = region;
    this.out = out;
    this.adjoints = adjoints;
  }

  /** One of the ways through the statement, reversed. */
  private record Way(Replay region, BlockBuilder out, Adjoints adjoints) {}

  void reverse(Op.Try op) {
    var seeds = new ArrayList<Value>();
    op.results().forEach(r -> seeds.add(adjoints.take(r)));
    var ways = new ArrayList<Way>();
    for (Block b : Ops.blocks(op)) {
      if (!Ops.ends(b)) {
        ways.add(way(op, b, seeds));
      }
    }
    var outer = new LinkedHashSet<Value>();
    for (Way w : ways) {
      w.adjoints().entries().keySet().stream().filter(v -> !w.region().defined.contains(v)).forEach(outer::add);
    }
    if (outer.isEmpty() && ways.stream().allMatch(w -> w.out().isEmpty())) {
      return;
    }
    var finished = new ArrayList<Block>();
    ways.forEach(w -> finished.add(finish(w, outer)));
    List<Value> adjointsBehind = choose(op, ways, finished, 0, outer);
    int i = 0;
    for (Value v : outer) {
      adjoints.put(v, adjointsBehind.get(i++));
    }
  }

  private Way way(Op.Try op, Block block, List<Value> seeds) {
    var inside = new Replay(context, region, block, op, null);
    var reversed = new BlockBuilder().at(op.span());
    var inner = Adjoints.ofBranch(context, inside, adjoints);
    for (int i = 0; i < seeds.size(); i++) {
      if (seeds.get(i) != null) {
        inner.add(reversed, block.yields().get(i), seeds.get(i));
      }
    }
    new Sweep(context, inside, reversed, inner).run();
    for (int k = 0; k < op.slots().size(); k++) {
      // no derivative was assigned before the exception: the slot still holds what it began with
      Value adjoint = inner.take(op.slots().get(k));
      if (adjoint != null) {
        inner.add(reversed, op.inits().get(k), adjoint);
      }
    }
    return new Way(inside, reversed, inner);
  }

  private Block finish(Way way, LinkedHashSet<Value> outer) {
    var yields = new ArrayList<Value>();
    for (Value v : outer) {
      Value adjoint = adjoints.updated(way.out(), v, way.adjoints().get(v));
      yields.add(adjoint != null ? adjoint : context.zero(way.out(), v));
    }
    var ops = new ArrayList<>(way.region().finish().ops());
    ops.addAll(way.out().ops());
    return Block.of(ops, yields);
  }

  /** The reversed ways from number {@code k} on, one of which was taken: its adjoints. */
  private List<Value> choose(Op.Try op, List<Way> ways, List<Block> finished, int k, LinkedHashSet<Value> outer) {
    if (k == ways.size() - 1) {
      out.addAll(finished.get(k).ops());
      return finished.get(k).yields();
    }
    var results = new ArrayList<Value>();
    outer.forEach(v -> results.add(context.maybeNull(new Value(v.type().shadow(), Context.adjointName(v)))));
    Value is = taken(op, ways.get(k).region().block);
    var rest = new BlockBuilder().at(op.span());
    List<Value> others = new TrySweep(context, region, rest, adjoints).choose(op, ways, finished, k + 1, outer);
    out.add(new Op.If(results, is, finished.get(k), rest.block(List.of(), others), op.span()));
    return results;
  }

  /** Whether the statement was left through this block. */
  private Value taken(Op.Try op, Block way) {
    List<Block> blocks = Ops.blocks(op);
    for (int k = 0; k < op.results().size(); k++) {
      int at = k;
      var numbers = blocks.stream().map(b -> context.definitions.get(b.yields().get(at)) instanceof Op.Const c ? c.value() : null).toList();
      if (op.results().get(k).type() == Type.INT && !numbers.contains(null) && numbers.stream().distinct().count() == blocks.size()) {
        // a result that tells the blocks apart
        return out.binary(Op.BinaryKind.EQ, region.use(op.results().get(k)), out.constant((Integer) numbers.get(blocks.indexOf(way))));
      }
    }
    Value exit = context.weaver.exit(op);
    region.defined.add(exit);
    Value taken = region.use(exit);
    return exit.type() == Type.BOOLEAN ? taken : out.binary(Op.BinaryKind.EQ, taken, out.constant(blocks.indexOf(way)));
  }
}
