package dev.adjoint.processor.emit;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Value;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Consumer;

/** What an operation reads from around it, and what it defines there. */
final class Uses {
  private Uses() {}

  /** Every value that the operation or what it contains reads and does not define itself. */
  static void read(Op op, Consumer<Value> consumer) {
    if (Ops.blocks(op).isEmpty()) {
      Ops.operands(op).forEach(consumer);
      return;
    }
    Set<Value> inside = Collections.newSetFromMap(new IdentityHashMap<>());
    Ops.blocks(op).forEach(b -> defined(b, inside));
    inside.addAll(Ops.inner(op));
    Consumer<Value> outside = v -> {
      if (!inside.contains(v)) {
        consumer.accept(v);
      }
    };
    Ops.operands(op).forEach(outside);
    Ops.blocks(op).forEach(b -> all(b, outside));
  }

  /** The values defined for the operations after this one. */
  static void define(Op op, Consumer<Value> consumer) {
    Ops.results(op).forEach(consumer);
  }

  private static void defined(Block block, Set<Value> into) {
    into.addAll(block.params());
    for (Op op : block.ops()) {
      into.addAll(Ops.results(op));
      into.addAll(Ops.inner(op));
      Ops.blocks(op).forEach(b -> defined(b, into));
    }
  }

  private static void all(Block block, Consumer<Value> consumer) {
    for (Op op : block.ops()) {
      Ops.operands(op).forEach(consumer);
      Ops.blocks(op).forEach(b -> all(b, consumer));
    }
    block.yields().forEach(consumer);
  }
}
