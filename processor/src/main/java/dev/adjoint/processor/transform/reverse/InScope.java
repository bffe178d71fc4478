package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.analysis.Caching;
import dev.adjoint.processor.transform.BlockBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A region whose forward and reverse sweeps follow each other in one Java block: the reverse sweep uses the forward sweep's
 * own values. Some of its operations may be held back: those fused with their reverse, and pure ones that depend on them.
 */
final class InScope extends Region {
  final BlockBuilder reverse = new BlockBuilder();
  /** Held back from the forward sweep: written in the reverse part by whoever held them back. */
  final Set<Op> fused = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Op> pending = new ArrayList<>();
  private final Set<Value> demanded = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Where the loop that this region is the body of is about to be written; null if it is no loop's body. */
  final BlockBuilder preheader;

  InScope(Context context, Region parent, Block block, BlockBuilder preheader, Value counter) {
    super(context, parent, block);
    this.preheader = preheader;
    if (counter != null) {
      defined.add(counter);
    }
  }

  @Override
  Value useHere(Value v) {
    demanded.add(v);
    Op op = context.definitions.get(v);
    if (op != null && pending.contains(op)) {
      flush(op);
    }
    return v;
  }

  boolean isPending(Op op) {
    return pending.contains(op);
  }

  boolean demands(Set<Value> values) {
    return values.stream().anyMatch(demanded::contains);
  }

  /** Holds pure operations back until something asks for them. */
  void defer(List<Op> ops) {
    for (Op op : block.ops()) {
      if (ops.contains(op) && !pending.contains(op) && !fused.contains(op)) {
        fused.add(op);
        pending.add(op);
      }
    }
  }

  private void flush(Op op) {
    pending.remove(op);
    for (Value read : Caching.reads(op)) {
      use(read);
    }
    reverse.add(context.weaver.op(op));
  }

  /** Writes what is still held back, in program order. */
  void flush() {
    for (Op op : block.ops()) {
      if (pending.contains(op)) {
        flush(op);
      }
    }
  }

  /** The forward sweep: all operations that were not held back. */
  List<Op> forward() {
    return context.weaver.ops(block.ops().stream().filter(op -> !fused.contains(op)).toList());
  }

  /** What the operations define. */
  static Set<Value> results(List<Op> ops) {
    Set<Value> values = Collections.newSetFromMap(new IdentityHashMap<>());
    ops.forEach(op -> values.addAll(Ops.results(op)));
    return values;
  }
}
