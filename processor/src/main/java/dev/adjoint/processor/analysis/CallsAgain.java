package dev.adjoint.processor.analysis;

import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What calls do that matters where they are run again. Methods of the same class are looked into; a {@code @Differentiable}
 * method of another class, or one with a rule, is taken for a function of its arguments that may write any array it gets, and
 * return it or a new one.
 */
public final class CallsAgain {
  private final java.util.function.Function<String, Function> functions;
  private final CallEffects effects;
  private final Map<String, Memory> memories = new HashMap<>();

  /** Calls in one class; {@code functions} has its methods by key, as they are differentiated. */
  public CallsAgain(java.util.function.Function<String, Function> functions) {
    this.functions = functions;
    this.effects = new CallEffects(functions);
  }

  /** Which of them may change more than their arguments. */
  CallEffects effects() {
    return effects;
  }

  /** Why quoted code cannot be run again, or null. */
  static Message problem(Op.Opaque o) {
    return switch (o.effect()) {
      case PURE -> null;
      // conversions of references, unboxing and final fields give the same again
      case READS -> o.ifActive().message().equals(Message.BOXED.name())
          || o.ifActive().message().equals(Message.ACTIVE_REFERENCE.name()) ? null : Message.READ_AGAIN;
      case EFFECT -> Message.RUN_AGAIN;
    };
  }

  /**
   * Why a call cannot be run again, or null.
   *
   * @param caught whether an exception may be caught, and what happened before it counts
   */
  Message problem(Op.Call call, boolean caught) {
    if (!(call.callee() instanceof Callee.Local local)) {
      return readsObject(call) ? Message.READ_AGAIN : null;
    }
    Message[] found = {null};
    anywhere(local.key(), caught, new HashSet<>(), op -> {
      Message problem = switch (op) {
        case Op.Opaque o -> problem(o);
        case Op.Intrinsic o when o.name().equals("random") -> Message.RUN_AGAIN;
        case Op.Call o when readsObject(o) -> Message.READ_AGAIN;
        case Op o -> null;
      };
      found[0] = found[0] == null ? problem : found[0];
      return problem != null;
    });
    return found[0];
  }

  /** Whether a method with a rule gets an object, which may have changed when it is called again. */
  private static boolean readsObject(Op.Call call) {
    return call.callee() instanceof Callee.Ruled && call.args().stream().anyMatch(a -> Memory.isChangeable(a.type()));
  }

  /** Whether arrays that a call returns are its arguments, or made by it. */
  boolean returnsOwn(Op.Call call) {
    return !(call.callee() instanceof Callee.Local local) || !anywhere(local.key(), true, new HashSet<>(),
        op -> op instanceof Op.Opaque o && o.result() != null && o.result().type().isArray()
);
  }

  /**
   * Whether an array that a call returns may be a row of an argument, or have rows in common with one: then its shadow is not
   * found by looking which argument it is.
   */
  boolean sharesRows(Op.Call call) {
    return call.results().stream().anyMatch(r -> r.type().isArray() && !isNew(call, r) && call.args().stream().anyMatch(
        a -> a.type().innermost().equals(r.type().innermost()) && a.type().isArray() && (a.type().rank() > 1 || r.type().rank() > 1)));
  }

  private boolean isNew(Op.Call call, Value result) {
    if (!(call.callee() instanceof Callee.Local local)) {
      return false;
    }
    Function f = functions.apply(local.key());
    var aliases = new Aliases(f);
    Value v = f.body().yields().get(call.results().indexOf(result));
    Aliases.Node node = aliases.of(v);
    for (Type type = v.type(); !node.external(); type = type.elementType(), node = aliases.element(node)) {
      if (type.rank() == 1) {
        return true;
      }
    }
    return false;
  }

  /** Whether a call may write the array, or a row of it, that is its i-th argument. */
  boolean writes(Op.Call call, int i) {
    return !(call.callee() instanceof Callee.Local local)
        || !memory(local).neverWrittenDeep(functions.apply(local.key()).params().get(i));
  }

  /** Whether a call may replace rows of its i-th argument by others. */
  boolean movesRows(Op.Call call, int i) {
    return call.args().get(i).type().rank() > 1 && (!(call.callee() instanceof Callee.Local local)
        || memory(local).rowsMove(functions.apply(local.key()).params().get(i)));
  }

  private Memory memory(Callee.Local local) {
    return memories.computeIfAbsent(local.key(), key -> {
      Function f = functions.apply(key);
      return new Memory(f, new Aliases(f), effects);
    });
  }

  private boolean anywhere(String key, boolean caught, Set<String> seen, Predicate<Op> wanted) {
    return seen.add(key + caught) && anywhere(functions.apply(key).body(), caught, seen, wanted);
  }

  private boolean anywhere(Block block, boolean caught, Set<String> seen, Predicate<Op> wanted) {
    List<Op> ops = block.ops();
    if (!caught && !ops.isEmpty() && ops.getLast() instanceof Op.Throw) {
      return false;
    }
    return ops.stream().anyMatch(op -> wanted.test(op)
        || op instanceof Op.Call c && c.callee() instanceof Callee.Local l && anywhere(l.key(), caught, seen, wanted)
        || Ops.blocks(op).stream().anyMatch(b -> anywhere(b, caught || op instanceof Op.Try, seen, wanted)));
  }
}
