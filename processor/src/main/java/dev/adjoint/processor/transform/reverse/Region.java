package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Value;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * A block of the primal, seen from the reverse sweep of the same block: it answers with which value the reverse sweep gets
 * at a value that the forward sweep computed there.
 */
abstract sealed class Region permits InScope, Replay {
  final Context context;
  final Region parent;
  final Block block;
  final Set<Value> defined = Collections.newSetFromMap(new IdentityHashMap<>());

  Region(Context context, Region parent, Block block) {
    this.context = context;
    this.parent = parent;
    this.block = block;
    defined.addAll(block.params());
    for (Op op : block.ops()) {
      defined.addAll(Ops.results(op));
    }
  }

  /** The value in the reverse sweep that equals {@code v} of the forward sweep. */
  final Value use(Value v) {
    for (Region r = this; r != null; r = r.parent) {
      if (r.defined.contains(v)) {
        return r.useHere(v);
      }
    }
    return v;
  }

  /** The same for a value that this region defines. */
  abstract Value useHere(Value v);
}
