package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The reverse of a branch: the branch that was taken, reversed. */
final class BranchSweep {
  private final Context context;
  private final Region region;
  private final BlockBuilder out;
  private final Adjoints adjoints;

  BranchSweep(Context context, Region region, BlockBuilder out, Adjoints adjoints) {
    this.context = context;
    this.region = region;
    this.out = out;
    this.adjoints = adjoints;
  }

  void reverse(Op.If op) {
    var seeds = new ArrayList<Value>();
    op.results().forEach(r -> seeds.add(adjoints.take(r)));
    if (region instanceof InScope here && out == here.reverse && context.fusion.hold(here, op)) {
      merged(op, here, seeds);
    } else {
      apart(op, seeds);
    }
  }

  private static boolean ends(Block b) {
    return !b.ops().isEmpty() && b.ops().getLast() instanceof Op.Throw;
  }

  private Adjoints start(Region branch, List<Value> seeds, BlockBuilder into) {
    var inner = Adjoints.ofBranch(context, branch, adjoints);
    if (!ends(branch.block)) {
      for (int i = 0; i < seeds.size(); i++) {
        if (seeds.get(i) != null) {
          inner.add(into, branch.block.yields().get(i), seeds.get(i));
        }
      }
    }
    return inner;
  }

  /** Forward and reverse sweep of each branch behind each other. */
  private void merged(Op.If op, InScope here, List<Value> seeds) {
    var then = new InScope(context, here, op.then(), null, null);
    var otherwise = new InScope(context, here, op.otherwise(), null, null);
    Adjoints a = sweep(then, seeds);
    Adjoints b = sweep(otherwise, seeds);
    Set<Value> outer = outer(then, a, otherwise, b);
    List<Value> results = new ArrayList<>(op.results());
    Block first = merge(then, a, outer);
    Block second = merge(otherwise, b, outer);
    results.addAll(results(outer));
    Value condition = region.use(op.condition());
    out.add(LoopSweep.inRegion(context, region, new Op.If(results, condition, first, second, op.span())));
    settle(outer, results.subList(op.results().size(), results.size()));
  }

  private Adjoints sweep(InScope branch, List<Value> seeds) {
    Adjoints inner = start(branch, seeds, branch.reverse);
    new Sweep(context, branch, branch.reverse, inner).run();
    return inner;
  }

  private Block merge(InScope branch, Adjoints inner, Set<Value> outer) {
    List<Value> yields = new ArrayList<>();
    branch.block.yields().forEach(v -> yields.add(branch.use(v)));
    outer.forEach(v -> yields.add(updated(branch.reverse, inner, v)));
    branch.flush();
    List<Op> ops = new ArrayList<>();
    if (ends(branch.block)) {
      ops.addAll(branch.reverse.ops());
      ops.addAll(branch.forward());
    } else {
      ops.addAll(branch.forward());
      ops.addAll(branch.reverse.ops());
    }
    return new Block(List.of(), ops, yields);
  }

  private void apart(Op.If op, List<Value> seeds) {
    var then = new Replay(context, region, op.then(), op, null);
    var otherwise = new Replay(context, region, op.otherwise(), op, null);
    var thenOut = new BlockBuilder().at(op.span());
    var otherOut = new BlockBuilder().at(op.span());
    Adjoints a = start(then, seeds, thenOut);
    Adjoints b = start(otherwise, seeds, otherOut);
    new Sweep(context, then, thenOut, a).run();
    new Sweep(context, otherwise, otherOut, b).run();
    Set<Value> outer = outer(then, a, otherwise, b);
    if (outer.isEmpty() && thenOut.isEmpty() && otherOut.isEmpty()) {
      return;
    }
    List<Value> results = results(outer);
    Block first = replay(then, thenOut, a, outer);
    Block second = replay(otherwise, otherOut, b, outer);
    Value condition = region.use(op.condition());
    out.add(new Op.If(results, condition, first, second, op.span()));
    settle(outer, results);
  }

  private Block replay(Replay branch, BlockBuilder reverse, Adjoints inner, Set<Value> outer) {
    List<Value> yields = new ArrayList<>();
    outer.forEach(v -> yields.add(updated(reverse, inner, v)));
    List<Op> ops = new ArrayList<>(branch.finish().ops());
    ops.addAll(reverse.ops());
    return new Block(List.of(), ops, yields);
  }

  /** The values around the branches whose adjoints either branch changes. */
  private static Set<Value> outer(Region then, Adjoints a, Region otherwise, Adjoints b) {
    var outer = new LinkedHashSet<Value>();
    a.entries().keySet().stream().filter(v -> !then.defined.contains(v)).forEach(outer::add);
    b.entries().keySet().stream().filter(v -> !otherwise.defined.contains(v)).forEach(outer::add);
    return outer;
  }

  private Value updated(BlockBuilder into, Adjoints inner, Value v) {
    Value adjoint = adjoints.updated(into, v, inner.get(v));
    return adjoint != null ? adjoint : context.zero(into, v);
  }

  private List<Value> results(Set<Value> outer) {
    var results = new ArrayList<Value>();
    outer.forEach(v -> results.add(context.maybeNull(new Value(v.type().shadow(), Context.adjointName(v)))));
    return results;
  }

  private void settle(Set<Value> outer, List<Value> results) {
    int i = 0;
    for (Value v : outer) {
      adjoints.put(v, results.get(i++));
    }
  }
}
