package dev.adjoint.processor.transform;

import dev.adjoint.processor.analysis.Activity;
import dev.adjoint.processor.analysis.Aliases;
import dev.adjoint.processor.analysis.Interruptions;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Makes every try body atomic for reverse mode: one that an exception may interrupt after a derivative has come out of it is
 * cut into steps, {@link StepWriter}, each of which either comes to its end or does nothing that has to be reversed. A body
 * that is atomic already, as most are, stays as it is.
 */
public final class Steps {
  private final Function function;
  private final Interruptions interruptions;

  private final Set<Value> steps;

  private Steps(Function function, boolean analyse, Set<Value> steps) {
    this.steps = steps;
    this.function = function;
    var aliases = new Aliases(function);
    Activity activity = analyse ? new Activity(function, aliases) : Activity.everything(function, aliases);
    this.interruptions = new Interruptions(function, aliases, activity, call -> true,
        t -> t.results().stream().anyMatch(steps::contains));
  }

  /**
   * The function with atomic try bodies.
   *
   * @param analyse whether to find out what carries a derivative; else everything does
   */
  public static Function apply(Function function, boolean analyse) {
    Function f = new GuardedCalls(function, analyse).apply();
    // what the tries are recognised by that steps have become: their exits
    Set<Value> steps = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int rounds = count(f.body()); rounds >= 0; rounds--) {
      Function next = new Steps(f, analyse, steps).next();
      if (next == null) {
        return f;
      }
      f = next;
    }
    throw new IllegalStateException("a try body that steps do not make atomic");
  }

  private static int count(Block block) {
    int n = 0;
    for (Op op : block.ops()) {
      n += op instanceof Op.Try ? 1 : 0;
      n += Ops.blocks(op).stream().mapToInt(Steps::count).sum();
    }
    return n;
  }

  /** The function with one more try in steps, or null if there is none to be cut. */
  private Function next() {
    Op.Try chosen = find(function.body());
    if (chosen == null) {
      return null;
    }
    Block body = replace(function.body(), chosen);
    return new Function(function.key(), function.name(), function.params(), function.wrt(), function.results(), body,
        function.span());
  }

  /** An innermost try whose body is not atomic, or that stands in the way of one around it. */
  private Op.Try find(Block block) {
    for (Op op : block.ops()) {
      for (Block b : Ops.blocks(op)) {
        Op.Try inner = find(b);
        if (inner != null) {
          return inner;
        }
      }
      if (op instanceof Op.Try t && Interruptions.resumes(t) && !interruptions.atomic(t)) {
        Op.Try inner = obstacle(t.body(), t);
        return inner == null ? t : inner;
      }
    }
    return null;
  }

  /** An innermost try in the body that is not atomic for the one around. */
  private Op.Try obstacle(Block block, Op.Try around) {
    for (Op op : block.ops()) {
      for (Block b : Ops.blocks(op)) {
        Op.Try inner = obstacle(b, around);
        if (inner != null) {
          return inner;
        }
      }
      if (op instanceof Op.Try t && (!interruptions.atomic(List.of(t), around) || StepWriter.assigns(t))) {
        return t;
      }
    }
    return null;
  }

  private Block replace(Block block, Op.Try chosen) {
    var ops = new ArrayList<Op>(block.ops().size());
    for (Op op : block.ops()) {
      if (op == chosen) {
        ops.addAll(new StepWriter(chosen, interruptions, steps).write());
      } else {
        ops.add(inside(op, chosen));
      }
    }
    return new Block(block.params(), ops, block.yields());
  }

  private Op inside(Op op, Op.Try chosen) {
    return switch (op) {
      case Op.If o -> new Op.If(o.results(), o.condition(), replace(o.then(), chosen), replace(o.otherwise(), chosen), o.span());
      case Op.For o -> new Op.For(o.results(), o.iv(), o.from(), o.to(), o.step(), o.inclusive(), o.inits(),
          replace(o.body(), chosen), o.snapshots(), o.span());
      case Op.While o -> new Op.While(o.results(), o.inits(), o.condition(), replace(o.body(), chosen), o.snapshots(), o.span());
      case Op.Try o -> o.with(b -> replace(b, chosen));
      case Op simple -> simple;
    };
  }
}
