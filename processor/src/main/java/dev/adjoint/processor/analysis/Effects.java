package dev.adjoint.processor.analysis;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What an operation reads and writes of memory, nested operations included, as far as a change of order matters. */
public final class Effects {
  private final Aliases aliases;
  private final Set<Object> reads = new HashSet<>();
  private final Set<Object> writes = new HashSet<>();
  private boolean outside;

  private Effects(Aliases aliases) {
    this.aliases = aliases;
  }

  /** The effects of an operation. */
  public static Effects of(Op op, Aliases aliases) {
    var effects = new Effects(aliases);
    effects.visit(op);
    return effects;
  }

  /** Whether the two may change places; what throws, calls or is seen from outside keeps its place. */
  public boolean commutes(Effects other) {
    return !outside && !other.outside
        && disjoint(writes, other.writes) && disjoint(writes, other.reads) && disjoint(reads, other.writes);
  }

  private static boolean disjoint(Set<Object> a, Set<Object> b) {
    return a.stream().noneMatch(b::contains);
  }

  private void visit(Op op) {
    switch (op) {
      case Op.Load o -> add(reads, o.array());
      case Op.Store o -> add(writes, o.array());
      case Op.Accumulate o -> add(writes, o.array());
      case Op.Fill o -> add(writes, o.array());
      case Op.Copy o -> add(reads, o.array());
      case Op.ArrayCopy o -> {
        add(reads, o.source());
        add(writes, o.target());
      }
      case Op.Call o -> {
        if (!(o.callee() instanceof Callee.Runtime)) {
          outside = true;
          arrays(o.args());
        }
      }
      case Op.Opaque o -> {
        if (o.effect() == Op.Effect.EFFECT) {
          outside = true;
          arrays(o.operands());
        }
      }
      case Op.Throw o -> outside = true;
      case Op o -> { }
    }
    for (Block b : Ops.blocks(op)) {
      b.ops().forEach(this::visit);
    }
  }

  private void arrays(List<Value> values) {
    for (Value v : values) {
      if (v.type().isArray()) {
        add(writes, v);
        writes.add(aliases.cells(v));
        reads.add(aliases.cells(v));
      }
    }
  }

  private void add(Set<Object> set, Value array) {
    Aliases.Node node = aliases.of(array);
    set.add(node);
    if (node.external()) {
      set.add("external " + array.type());
    }
  }
}
