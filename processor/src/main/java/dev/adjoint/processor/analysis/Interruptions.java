package dev.adjoint.processor.analysis;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Where an exception may interrupt a try body after it has done something that carries a derivative and is seen behind the
 * exception: assigned a local that a handler reads, or written an array that exists outside of the body. What such a body has
 * done up to the exception has to be reversed. A body that throws before it does any such thing is <em>atomic</em>: either it
 * comes to its end, or no derivative has come out of it.
 */
public final class Interruptions {
  private final Throwing throwing;
  private final Aliases aliases;
  private final Activity activity;
  private final Predicate<Op.Call> clean;
  private final Predicate<Op.Try> steps;
  private final Set<Value> slots = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Value, Op.Try> owners = new IdentityHashMap<>();
  private final Map<Op, Set<Op>> contents = new IdentityHashMap<>();

  /**
   * For one function.
   *
   * @param clean whether a call that throws has not written any argument before
   * @param steps whether the body of a try is known to be atomic
   */
  public Interruptions(Function function, Aliases aliases, Activity activity, Predicate<Op.Call> clean,
      Predicate<Op.Try> steps) {
    this.steps = steps;
    this.throwing = new Throwing(function);
    this.aliases = aliases;
    this.activity = activity;
    this.clean = clean;
    index(function.body());
  }

  private void index(Block block) {
    for (Op op : block.ops()) {
      if (op instanceof Op.Try t) {
        slots.addAll(t.slots());
        t.slots().forEach(s -> owners.put(s, t));
      }
      Ops.blocks(op).forEach(this::index);
    }
  }

  /** Whether the method goes on behind an exception that the statement catches. */
  public static boolean resumes(Op.Try op) {
    return op.handlers().stream().anyMatch(h -> !Ops.ends(h.block()));
  }

  /** Whether the operation, or anything that it contains, may throw what the statement around it catches. */
  public boolean interrupts(Op op, Op.Try around) {
    return may(op, around)
        || Ops.blocks(op).stream().anyMatch(b -> b.ops().stream().anyMatch(o -> interrupts(o, around)));
  }

  private boolean may(Op op, Op.Try around) {
    return around == null ? throwing.may(op) : throwing.may(op, around);
  }

  /** Whether the operations, one after another in the body of a try, are atomic. */
  public boolean atomic(List<Op> ops, Op.Try around) {
    var walk = new Walk(around);
    walk.ops(ops, false);
    return !walk.interrupted;
  }

  /** Whether the body of a try is atomic. */
  public boolean atomic(Op.Try op) {
    return steps.test(op) || atomic(op.body().ops(), op);
  }

  /** A call that may throw when it has written part of arguments that carry derivatives, and these. */
  public record Partial(Op.Call call, List<Value> arrays) {
    /**
     * Whether it can be seen at run time that the call has written nothing when it throws: it is there for its result, and
     * its arrays are flat.
     */
    public boolean visible() {
      return call.callee() instanceof Callee.External && !call.results().isEmpty()
          && call.results().stream().allMatch(r -> r.type().isPrimitive())
          && arrays.stream().allMatch(a -> a.type().rank() == 1);
    }
  }

  /** Whether a handler would take a failure of such a check for an exception of the program's. */
  public static boolean catchesErrors(Op.Try op) {
    return op.handlers().stream().filter(h -> !Ops.ends(h.block())).flatMap(h -> h.types().stream())
        .anyMatch(t -> t.qualifiedName().equals("java.lang.Throwable") || t.qualifiedName().equals("java.lang.Error"));
  }

  /** The calls in the body of a try that may have written part of an array when they throw. */
  public List<Partial> partial(Op.Try op) {
    var walk = new Walk(op);
    walk.ops(op.body().ops(), false);
    return walk.partial;
  }

  /** Whether a callee that throws has written none of its parameters, given that it is differentiated for all of them. */
  public static boolean throwsFirst(Function callee, Predicate<Op.Call> clean) {
    var all = new Function(callee.key(), callee.name(), callee.params(),
        callee.params().stream().map(p -> p.type().canBeActive()).toList(), callee.results(), callee.body(), callee.span());
    var aliases = new Aliases(all);
    var inside = new Interruptions(all, aliases, Activity.everything(all, aliases), clean, t -> false);
    var walk = inside.new Walk(null);
    walk.ops(all.body().ops(), false);
    return !walk.interrupted && walk.partial.isEmpty();
  }

  /** One pass in program order: whether something has been done already, and whether anything may throw then. */
  private final class Walk {
    private final Op.Try around;
    private boolean interrupted;
    private final List<Partial> partial = new ArrayList<>();

    private Walk(Op.Try around) {
      this.around = around;
    }

    private boolean ops(List<Op> ops, boolean done) {
      boolean d = done;
      for (Op op : ops) {
        d = op(op, d);
      }
      return d;
    }

    private boolean op(Op op, boolean done) {
      interrupted |= done && may(op, around);
      return switch (op) {
        case Op.If o -> {
          boolean then = ops(o.then().ops(), done);
          boolean otherwise = ops(o.otherwise().ops(), done);
          yield then || otherwise;
        }
        case Op.For o -> ops(o.body().ops(), done) && (done || ops(o.body().ops(), true));
        case Op.While o -> {
          boolean d = ops(o.body().ops(), ops(o.condition().ops(), done));
          yield d && !done ? ops(o.body().ops(), ops(o.condition().ops(), true)) : d;
        }
        case Op.Try o when steps.test(o) -> {
          interrupted |= done && interrupts(o, around);
          var inside = new Walk(around);
          boolean any = inside.ops(o.body().ops(), done);
          partial.addAll(inside.partial);
          yield any;
        }
        case Op.Try o -> {
          boolean body = ops(o.body().ops(), done);
          boolean any = body;
          boolean caught = atomic(o) ? done : body;
          for (Op.Handler h : o.handlers()) {
            any |= ops(h.block().ops(), caught);
          }
          yield any;
        }
        case Op.Assign o -> done || outside(o.slot()) && o.slot().type().canBeActive() && activity.active(o.slot());
        case Op.Store o -> done || seen(o.array());
        case Op.Fill o -> done || seen(o.array());
        case Op.ArrayCopy o -> done || seen(o.target());
        case Op.Call o -> {
          if (o.callee() instanceof Callee.Runtime || o.callee() instanceof Callee.TensorOp || o.callee() instanceof Callee.Ruled) {
            yield done;
          }
          List<Value> arrays = o.args().stream().filter(a -> a.type().isArray() && seen(a)).toList();
          if (!arrays.isEmpty() && partial.stream().noneMatch(p -> p.call() == o) && !clean.test(o)) {
            partial.add(new Partial(o, arrays));
          }
          yield done || !arrays.isEmpty();
        }
        case Op other -> done;
      };
    }

    /** Whether a slot belongs to a try around the operations. */
    private boolean outside(Value slot) {
      Op.Try owner = owners.get(slot);
      return around == null || owner == around || !contains(around, owner);
    }

    /** Whether an array carries derivatives and may be seen behind an exception. */
    private boolean seen(Value array) {
      if (!array.type().canBeActive() || !activity.active(array)) {
        return false;
      }
      Aliases.Node node = aliases.of(array);
      boolean made = !node.external() && !node.keptInArray() && !node.allocations().isEmpty()
          && (around == null || node.allocations().stream().allMatch(a -> contains(around, a)));
      return !made || slots.stream().anyMatch(s -> s.type().isArray() && aliases.of(s) == node && outside(s));
    }
  }

  private boolean contains(Op.Try around, Op op) {
    return contents.computeIfAbsent(around, t -> {
      Set<Op> all = Collections.newSetFromMap(new IdentityHashMap<>());
      collect(((Op.Try) t).body(), all);
      return all;
    }).contains(op);
  }

  private static void collect(Block block, Set<Op> into) {
    for (Op op : block.ops()) {
      into.add(op);
      Ops.blocks(op).forEach(b -> collect(b, into));
    }
  }
}
