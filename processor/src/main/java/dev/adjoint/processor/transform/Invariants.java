package dev.adjoint.processor.transform;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.rules.Rules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Divisions and functions of what a loop does not change are evaluated once in front of it, so that the reverse sweep has
 * them without a cache. They cannot fail, so that it does no harm where the loop does not run.
 */
public final class Invariants {
  private static final int EXPENSIVE = 5;

  private Invariants() {}

  /** The function with its loops' invariants in front of them. */
  public static Function apply(Function f) {
    return new Function(f.key(), f.name(), f.params(), f.wrt(), f.results(), block(f.body()), f.span());
  }

  private static Block block(Block b) {
    var out = new ArrayList<Op>(b.ops().size());
    for (Op op : b.ops()) {
      switch (op) {
        case Op.If o -> out.add(new Op.If(o.results(), o.condition(), block(o.then()), block(o.otherwise()), o.span()));
        case Op.For o -> out.add(new Op.For(o.results(), o.iv(), o.from(), o.to(), o.step(), o.inclusive(), o.inits(),
            body(block(o.body()), o.iv(), out), o.snapshots(), o.span()));
        case Op.While o -> out.add(new Op.While(o.results(), o.inits(), o.condition(), body(block(o.body()), null, out),
            o.snapshots(), o.span()));
        case Op.Try o -> out.add(o.with(Invariants::block));
        case Op simple -> out.add(simple);
      }
    }
    return new Block(b.params(), out, b.yields());
  }

  /** The loop's body without what is put in front of the loop. */
  private static Block body(Block b, Value counter, List<Op> before) {
    Set<Value> inside = Collections.newSetFromMap(new IdentityHashMap<>());
    inside.addAll(b.params());
    inside.add(counter);
    Map<Value, Op> candidates = new IdentityHashMap<>();
    Set<Op> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Op op : b.ops()) {
      boolean invariant = isPure(op) && Ops.operands(op).stream().noneMatch(inside::contains);
      if (!invariant) {
        inside.addAll(Ops.results(op));
        continue;
      }
      candidates.put(Ops.results(op).getFirst(), op);
      if (isExpensive(op)) {
        want(op, candidates, wanted);
      }
    }
    var stays = new ArrayList<Op>();
    for (Op op : b.ops()) {
      (wanted.contains(op) ? before : stays).add(op);
    }
    return new Block(b.params(), stays, b.yields());
  }

  private static void want(Op op, Map<Value, Op> candidates, Set<Op> wanted) {
    if (wanted.add(op)) {
      for (Value v : Ops.operands(op)) {
        if (candidates.containsKey(v)) {
          want(candidates.get(v), candidates, wanted);
        }
      }
    }
  }

  private static boolean isPure(Op op) {
    return switch (op) {
      case Op.Const o -> true;
      case Op.Unary o -> o.a().type().isFloating();
      case Op.Binary o -> o.a().type().isFloating();
      case Op.Cast o -> o.result().type().isFloating();
      case Op.Intrinsic o -> o.result().type().isFloating()
          && Rules.isPure(o.owner().qualifiedName(), o.name(), o.args().stream().map(Value::type).toList())
          && !o.name().equals("clamp");
      case Op other -> false;
    };
  }

  private static boolean isExpensive(Op op) {
    return switch (op) {
      case Op.Binary o -> !o.kind().isComparison() && Rules.cost(o.kind(), o.a().type()) >= EXPENSIVE;
      case Op.Intrinsic o -> Rules.cost(o.name()) >= EXPENSIVE;
      case Op other -> false;
    };
  }
}
