package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.analysis.Aliases;
import dev.adjoint.processor.analysis.Caching;
import dev.adjoint.processor.analysis.Effects;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Whether the forward sweep of an operation may be put off until its reverse sweep is due, so that both share one loop or one
 * branch: what follows it must not need it, as far as it has been reversed, and must not disturb it.
 */
final class Fusion {
  private final Aliases aliases;
  private final Context context;

  Fusion(Context context, Aliases aliases) {
    this.context = context;
    this.aliases = aliases;
  }

  /** Holds the operation and what depends on it back; false, and nothing done, where that is not safe. */
  boolean hold(InScope region, Op op) {
    if (!context.options.fuse()) {
      return false;
    }
    Set<Value> depends = Collections.newSetFromMap(new IdentityHashMap<>());
    depends.addAll(Ops.results(op));
    var dependents = new ArrayList<Op>();
    Effects own = null;
    boolean behind = false;
    for (Op later : region.block.ops()) {
      if (later == op) {
        behind = true;
        continue;
      }
      if (!behind) {
        continue;
      }
      boolean needs = Caching.reads(later).stream().anyMatch(depends::contains);
      if (needs) {
        if (region.fused.contains(later) && !region.isPending(later) || !movable(later)) {
          return false;
        }
        depends.addAll(Ops.results(later));
        dependents.add(later);
      } else if (!movable(later)) {
        if (own == null) {
          own = Effects.of(context.original(op), aliases);
        }
        if (!own.commutes(Effects.of(context.original(later), aliases))) {
          return false;
        }
      }
    }
    if (region.demands(depends)) {
      return false;
    }
    region.fused.add(op);
    region.defer(dependents);
    return true;
  }

  /** Pure, and free of exceptions that could be seen out of order. */
  private boolean movable(Op op) {
    return switch (op) {
      case Op.Const o -> true;
      case Op.Unary o -> true;
      case Op.Binary o -> o.a().type().isFloating() || !isDivision(o.kind());
      case Op.Cast o -> true;
      case Op.Intrinsic o -> Replay.isRepeatable(context, o) && o.result().type().isFloating();
      case Op.If o -> allMovable(o.then().ops()) && allMovable(o.otherwise().ops());
      case Op.Comment o -> true;
      case Op o -> false;
    };
  }

  private boolean allMovable(List<Op> ops) {
    return ops.stream().allMatch(this::movable);
  }

  private static boolean isDivision(Op.BinaryKind kind) {
    return kind == Op.BinaryKind.DIV || kind == Op.BinaryKind.REM;
  }
}
