package dev.adjoint.processor.analysis;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.rules.Rules;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Recompute or store: how the reverse sweep gets the values of a region whose forward sweep is over. A minimum cut of the
 * use graph: cutting at a value means caching it, and everything between the cut and the needed values is computed again
 * (W. S. Moses, V. Churavy, Instead of rewriting foreign code for machine learning, automatically synthesize fast
 * gradients, NeurIPS 2020, describe such a cut).
 */
public final class Caching {
  /** What it costs to keep eight bytes in memory, in additions: a store and a load. */
  public static final int IN_MEMORY = 6;
  /** The same in a local variable. */
  public static final int IN_LOCAL = 2;

  private static final int LOAD = 2;
  /** An elementwise tensor operation of one instruction: less than to keep a tensor whose operands are kept anyway, more than to keep a shape. */
  private static final int ELEMENTWISE = 11;
  private static final int MOST_NODES = 6000;

  private Caching() {}

  /**
   * What to keep and what to compute again.
   *
   * @param cached the values to keep, in program order
   * @param recomputed the operations to repeat, in program order
   */
  public record Plan(List<Value> cached, List<Op> recomputed) {}

  /**
   * Decides for one region.
   *
   * @param block the region
   * @param local the values that the region defines, its own parameters included
   * @param needed values defined in it that the reverse sweep uses
   * @param free values of the region that are at hand in the reverse sweep (a counter)
   * @param keep what it costs to keep a value
   * @param repeatable operations that may be computed again later with the same result
   */
  public static Plan plan(Block block, Set<Value> local, Set<Value> needed, Set<Value> free, int keep,
      Predicate<Op> repeatable) {
    Map<Value, Op> definition = new IdentityHashMap<>();
    for (Op op : block.ops()) {
      Ops.results(op).forEach(v -> definition.put(v, op));
    }
    Set<Value> reached = reach(needed, free, definition, local, repeatable);
    if (reached.size() > MOST_NODES) {
      var kept = new ArrayList<Value>(needed);
      kept.removeAll(free);
      return new Plan(ordered(block, kept), List.of());
    }
    Map<Value, Integer> node = new IdentityHashMap<>();
    for (Value v : reached) {
      node.put(v, 2 + 2 * node.size());
    }
    var cut = new MinCut(2 + 2 * reached.size());
    for (Value v : reached) {
      int available = node.get(v);
      int compute = available + 1;
      Op op = definition.get(v);
      boolean can = op != null && repeatable.test(op);
      if (needed.contains(v)) {
        cut.edge(0, available, MinCut.INFINITE);
      }
      cut.edge(available, compute, v.type().isPrimitive() ? keep : v.type().isTensor() ? 4 * keep : 2 * keep);
      cut.edge(compute, 1, can ? cost(op) : MinCut.INFINITE);
      if (can) {
        for (Value operand : reads(op)) {
          if (node.containsKey(operand)) {
            cut.edge(compute, node.get(operand), MinCut.INFINITE);
          }
        }
      }
    }
    boolean[] side = cut.sourceSide();
    var cached = new ArrayList<Value>();
    var again = new LinkedHashSet<Op>();
    for (Value v : reached) {
      if (side[node.get(v)]) {
        if (side[node.get(v) + 1]) {
          again.add(definition.get(v));
        } else {
          cached.add(v);
        }
      }
    }
    return new Plan(ordered(block, cached), block.ops().stream().filter(again::contains).toList());
  }

  private static Set<Value> reach(Set<Value> needed, Set<Value> free, Map<Value, Op> definition, Set<Value> local,
      Predicate<Op> repeatable) {
    var reached = new LinkedHashSet<Value>();
    var work = new ArrayList<Value>(needed);
    while (!work.isEmpty()) {
      Value v = work.removeLast();
      if (free.contains(v) || !reached.add(v)) {
        continue;
      }
      Op op = definition.get(v);
      if (op != null && repeatable.test(op)) {
        for (Value operand : reads(op)) {
          if (local.contains(operand)) {
            work.add(operand);
          }
        }
      }
    }
    return reached;
  }


  /** Everything the operation reads from outside of itself, nested blocks included. */
  public static List<Value> reads(Op op) {
    if (Ops.blocks(op).isEmpty()) {
      return Ops.operands(op);
    }
    var reads = new LinkedHashSet<Value>(Ops.operands(op));
    var defined = new LinkedHashSet<Value>(Ops.results(op));
    Ops.blocks(op).forEach(b -> collect(b, reads, defined));
    defined.addAll(Ops.inner(op));
    reads.removeAll(defined);
    return List.copyOf(reads);
  }

  private static void collect(Block block, Set<Value> reads, Set<Value> defined) {
    defined.addAll(block.params());
    for (Op op : block.ops()) {
      reads.addAll(Ops.operands(op));
      defined.addAll(Ops.results(op));
      defined.addAll(Ops.inner(op));
      Ops.blocks(op).forEach(b -> collect(b, reads, defined));
    }
    reads.addAll(block.yields());
  }

  private static List<Value> ordered(Block block, List<Value> values) {
    var wanted = new LinkedHashSet<Value>(values);
    var result = new ArrayList<Value>();
    block.params().stream().filter(wanted::remove).forEach(result::add);
    for (Op op : block.ops()) {
      Ops.results(op).stream().filter(wanted::remove).forEach(result::add);
    }
    result.addAll(wanted);
    return result;
  }

  /** What it costs to compute an operation again. */
  public static int cost(Op op) {
    return switch (op) {
      case Op.Const o -> 0;
      case Op.Unary o -> 1;
      // index arithmetic is always computed again
      case Op.Binary o -> o.a().type().isFloating() ? Rules.cost(o.kind(), o.a().type()) : 1;
      case Op.Cast o -> 1;
      case Op.Intrinsic o -> Rules.cost(o.name());
      case Op.ArrayLength o -> 1;
      case Op.Load o -> LOAD;
      case Op.If o -> 2 + o.then().ops().stream().mapToInt(Caching::cost).sum()
          + o.otherwise().ops().stream().mapToInt(Caching::cost).sum();
      case Op.Opaque o -> IN_MEMORY;
      case Op.Call o -> switch (o.callee()) {
        // of a tensor: its shape or form
        case Callee.Runtime r -> LOAD;
        case Callee.TensorOp t -> ELEMENTWISE;
        case Callee c -> MinCut.INFINITE / 1000;
      };
      case Op o -> MinCut.INFINITE / 1000;
    };
  }
}
