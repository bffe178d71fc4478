package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Whether the primal can throw when an adjoint buffer was already written. Then the caller's buffers have to be kept out of
 * the way until all is done: a derivative that fails leaves them as they were.
 */
final class Staging {
  private final Context context;
  private final Set<Value> fresh = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Op.For> loops = new ArrayDeque<>();
  private boolean needed;

  private Staging(Context context) {
    this.context = context;
  }

  static boolean needed(Context context, Function function, Collection<Value> buffers) {
    if (buffers.isEmpty()) {
      return false;
    }
    var staging = new Staging(context);
    staging.block(function.body(), false);
    return staging.needed;
  }

  /** Whether the primal itself writes cells of differentiated parameters. */
  static boolean overwrites(Context context, Function function, Collection<Value> parameters) {
    return parameters.stream().anyMatch(p -> context.active(p) && !context.memory.neverWrittenDeep(p));
  }

  private boolean block(Block block, boolean written) {
    boolean w = written;
    for (Op op : block.ops()) {
      w = op(op, w);
    }
    return w;
  }

  private boolean op(Op op, boolean written) {
    if (written && context.primal.contains(op) && mayThrow(op)) {
      needed = true;
    }
    return switch (op) {
      case Op.Accumulate o -> written || !fresh.contains(o.array());
      case Op.Store o -> written || !context.primal.contains(op) && !fresh.contains(o.array());
      case Op.Fill o -> written || !context.primal.contains(op) && !fresh.contains(o.array());
      case Op.ArrayCopy o -> written;
      case Op.NewArray o -> {
        fresh.add(o.result());
        yield written;
      }
      case Op.Call o -> {
        if (o.callee() instanceof Callee.Runtime r) {
          boolean makes = switch (r.function()) {
            case POOL_DOUBLES, POOL_INTS, POOL_LONGS, POOL_BOOLEANS, POOL_LIKE, ZEROS_LIKE, DEEP_COPY -> true;
            case RuntimeFunction other -> false;
          };
          if (makes) {
            fresh.addAll(o.results());
          }
          yield written || r.function() == RuntimeFunction.ADD_INTO && !fresh.contains(o.args().get(1));
        }
        yield written || !context.primal.contains(op);
      }
      case Op.If o -> {
        boolean then = block(o.then(), written);
        boolean otherwise = block(o.otherwise(), written);
        yield then || otherwise;
      }
      case Op.For o -> {
        loops.push(o);
        boolean w = block(o.body(), written);
        if (w && !written) {
          block(o.body(), true);
        }
        loops.pop();
        yield w;
      }
      case Op.While o -> {
        block(o.condition(), written);
        boolean w = block(o.body(), written);
        if (w && !written) {
          block(o.condition(), true);
          block(o.body(), true);
        }
        yield w;
      }
      case Op.Copy o -> {
        fresh.add(o.result());
        yield written;
      }
      case Op other -> written;
    };
  }

  private boolean mayThrow(Op op) {
    return switch (op) {
      case Op.Load o -> !inBounds(o.array(), o.index());
      case Op.Store o -> !inBounds(o.array(), o.index());
      case Op.Binary o -> !o.a().type().isFloating() && (o.kind() == Op.BinaryKind.DIV || o.kind() == Op.BinaryKind.REM);
      case Op.Intrinsic o -> !o.result().type().isFloating();
      case Op.Opaque o -> o.effect() != Op.Effect.PURE;
      case Op.Fill o -> true;
      case Op.ArrayCopy o -> true;
      case Op.Copy o -> true;
      case Op.NewArray o -> true;
      case Op.ArrayLength o -> true;
      case Op.Throw o -> true;
      case Op.Call o -> !(o.callee() instanceof Callee.Runtime);
      case Op o -> false;
    };
  }

  /** Index is a counter, or one plus or minus a constant, of a loop up to the same array's length. */
  private boolean inBounds(Value array, Value index) {
    int offset = 0;
    Value base = index;
    if (context.definitions.get(index) instanceof Op.Binary b
        && context.definitions.get(b.b()) instanceof Op.Const c && c.value() instanceof Integer n) {
      if (b.kind() == Op.BinaryKind.ADD || b.kind() == Op.BinaryKind.SUB) {
        offset = b.kind() == Op.BinaryKind.ADD ? n : -n;
        base = b.a();
      }
    }
    for (Op.For loop : loops) {
      if (loop.iv() == base && loop.step() > 0 && !loop.inclusive()
          && context.definitions.get(loop.from()) instanceof Op.Const from && from.value() instanceof Integer low) {
        return low + offset >= 0 && low >= 0 && Math.abs(offset) < 1 << 20 && margin(loop.to(), array) >= offset;
      }
    }
    return false;
  }

  /** How much less than the array's length the bound is at least; very negative where that is not known. */
  private int margin(Value bound, Value array) {
    return switch (context.definitions.get(bound)) {
      case Op.ArrayLength l when l.array() == array -> 0;
      case Op.Binary b when b.kind() == Op.BinaryKind.SUB
          && context.definitions.get(b.a()) instanceof Op.ArrayLength l && l.array() == array
          && context.definitions.get(b.b()) instanceof Op.Const c && c.value() instanceof Integer n && n >= 0 -> n;
      case null -> Integer.MIN_VALUE;
      case Op o -> Integer.MIN_VALUE;
    };
  }
}
