package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.analysis.Throwing;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Value;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Whether the primal can throw when an adjoint buffer was already written. Then the caller's buffers have to be kept out of
 * the way until all is done: a derivative that fails leaves them as they were.
 */
final class Staging {
  private final Context context;
  private final Throwing throwing;
  private final Set<Value> fresh = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean needed;

  private Staging(Context context, Function function) {
    this.context = context;
    this.throwing = new Throwing(function);
  }

  static boolean needed(Context context, Function function, Collection<Value> buffers) {
    if (buffers.isEmpty()) {
      return false;
    }
    var staging = new Staging(context, function);
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
    if (written && context.primal.contains(op) && throwing.may(op)) {
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
        boolean w = block(o.body(), written);
        if (w && !written) {
          block(o.body(), true);
        }
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
      case Op.Try o -> {
        boolean w = block(o.body(), written);
        boolean any = w;
        for (Op.Handler h : o.handlers()) {
          any |= block(h.block(), w);
        }
        yield any;
      }
      case Op.Copy o -> {
        fresh.add(o.result());
        yield written;
      }
      case Op other -> written;
    };
  }
}
