package dev.adjoint.processor.source;

import com.sun.source.tree.Tree;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Op.BinaryKind;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Jumps as flags. Each target has a boolean that is true until something jumps there; what follows a statement that may
 * jump is guarded by the flags of its targets. A loop goes on while its own flag is true.
 *
 * <p>Flags that nobody reads are made all the same: {@link Prune} removes them.
 */
final class Flow {
  /** A loop being lowered: a jump to any of {@code leaving} ends it. */
  private record Loop(Set<Target> leaving, Variable running) {}

  private final Body body;
  private final Map<Target, Variable> flags = new HashMap<>();
  private final List<Loop> loops = new ArrayList<>();

  Flow(Body body) {
    this.body = body;
  }

  /** Declares the flag of a target around the code that may jump there. */
  Variable open(Target target, String name, Span span) {
    Variable flag = newFlag(name, span);
    flags.put(target, flag);
    return flag;
  }

  /** Makes an existing flag serve a target. */
  void share(Target target, Variable flag) {
    flags.put(target, flag);
  }

  Variable newFlag(String name, Span span) {
    Variable flag = body.ssa.declare(name, Type.BOOLEAN, false);
    set(flag, true, span);
    return flag;
  }

  void set(Variable flag, boolean value, Span span) {
    body.ssa.assign(flag, body.ssa.constant(Type.BOOLEAN, value, span));
  }

  Variable flag(Target target) {
    return flags.get(target);
  }

  void enter(Set<Target> leaving, Variable running) {
    loops.add(new Loop(leaving, running));
  }

  void exit() {
    loops.removeLast();
  }

  /** The flags of the loops being lowered that a jump to one of the targets ends. */
  List<Variable> running(Set<Target> targets) {
    var flags = new ArrayList<Variable>();
    for (Loop loop : loops) {
      if (loop.running() != null && loop.leaving().stream().anyMatch(targets::contains)) {
        flags.add(loop.running());
      }
    }
    return flags;
  }

  void jump(Tree from) {
    Target target = body.jumps.target(from);
    Span span = body.span(from);
    Variable flag = flag(target);
    for (Loop loop : loops) {
      if (loop.running() != null && loop.running() != flag && loop.leaving().contains(target)) {
        set(loop.running(), false, span);
      }
    }
    set(flag, false, span);
  }

  /** Runs what follows a statement that may have jumped to one of the targets. */
  void guard(Set<Target> targets, Runnable rest, Tree tree) {
    if (rest == null || body.ssa.dead()) {
      return;
    }
    Value condition = null;
    for (Target target : targets) {
      Value flag = body.read(flag(target), tree);
      condition = condition == null ? flag : and(condition, flag, tree);
    }
    if (condition == null) {
      rest.run();
      return;
    }
    Ssa.Branch then = body.ssa.branch(rest);
    Ssa.Branch otherwise = body.ssa.branch(() -> { });
    body.ssa.merge(condition, then, otherwise, body.span(tree));
  }

  private Value and(Value a, Value b, Tree tree) {
    if (a == b) {
      return a;
    }
    Value both = Value.temporary(Type.BOOLEAN);
    body.ssa.add(new Op.Binary(both, BinaryKind.AND, a, b, body.span(tree)));
    return both;
  }
}
