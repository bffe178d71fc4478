package dev.adjoint.processor.transform;

import dev.adjoint.processor.ir.Block;
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

/**
 * Adjoints of tensors that are null exactly where one seed is, because each is made of the one before: one test of that seed around
 * all of them, instead of one around each.
 */
final class NullTests {
  private final Map<Value, Value> nullIff = new IdentityHashMap<>();
  private final Map<Value, Value> same = new IdentityHashMap<>();
  private final Set<Value> nulls = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Value, Integer> uses = new IdentityHashMap<>();

  private NullTests() {}

  /** The function with fewer tests. */
  static Function apply(Function f) {
    var tests = new NullTests();
    Block joined = tests.block(f.body());
    tests.count(joined);
    return new Function(f.key(), f.name(), f.params(), f.wrt(), f.results(), tests.pruned(joined), f.span());
  }

  private Value read(Value v) {
    return same.getOrDefault(v, v);
  }

  /** What tests of one condition have in common so far, and what waits for their results. */
  private final class Pending {
    final Op.If first;
    final Value condition;
    final List<Value> results = new ArrayList<>();
    final List<Op> ops = new ArrayList<>();
    final List<Value> yields = new ArrayList<>();
    final Map<Value, Value> inside = new IdentityHashMap<>();
    final List<Op> after = new ArrayList<>();
    final Set<Value> late = Collections.newSetFromMap(new IdentityHashMap<>());

    Pending(Op.If first, Value condition) {
      this.first = first;
      this.condition = condition;
    }

    void add(Op.If o, Block otherwise) {
      var cloner = new Cloner(v -> inside.getOrDefault(v, v), v -> v);
      otherwise.ops().forEach(op -> ops.add(cloner.op(op)));
      for (int i = 0; i < o.results().size(); i++) {
        Value yield = inside.getOrDefault(otherwise.yields().get(i), otherwise.yields().get(i));
        results.add(o.results().get(i));
        yields.add(yield);
        inside.put(o.results().get(i), yield);
      }
      late.addAll(o.results());
    }

    void flush(List<Op> out) {
      var then = new BlockBuilder().at(first.span());
      var none = results.stream().map(r -> then.zero(r.type())).toList();
      out.add(new Op.If(results, condition, then.block(List.of(), none), Block.of(ops, yields), first.span()));
      out.addAll(after);
    }
  }

  private Block block(Block b) {
    var out = new ArrayList<Op>();
    Pending pending = null;
    for (Op given : b.ops()) {
      Op op = inner(given);
      if (op instanceof Op.Const c && c.value() == null) {
        nulls.add(c.result());
      }
      if (op instanceof Op.Binary e && e.kind() == Op.BinaryKind.EQ && nulls.contains(e.b()) && nullIff.containsKey(e.a())) {
        same.put(e.result(), nullIff.get(e.a()));
        continue;
      }
      if (op instanceof Op.If o && isNullTest(o)) {
        o.results().forEach(r -> nullIff.put(r, o.condition()));
        if (pending != null && (pending.condition != o.condition() || waits(pending, o))) {
          pending.flush(out);
          pending = null;
        }
        pending = pending == null ? new Pending(o, o.condition()) : pending;
        pending.add(o, o.otherwise());
      } else if (pending == null) {
        out.add(op);
      } else if (!ChainGroups.isMovable(op) && !(op instanceof Op.Binary)) {
        pending.flush(out);
        pending = null;
        out.add(op);
      } else if (Ops.operands(op).stream().anyMatch(pending.late::contains)) {
        pending.after.add(op);
        pending.late.addAll(Ops.results(op));
      } else {
        out.add(op);
      }
    }
    if (pending != null) {
      pending.flush(out);
    }
    return new Block(b.params(), out, b.yields());
  }

  /** Whether a test reads what comes after the ones before it. */
  private static boolean waits(Pending pending, Op.If o) {
    return !pending.after.isEmpty() && reads(o.otherwise(), v -> pending.late.contains(v) && !pending.inside.containsKey(v));
  }

  private static boolean reads(Block block, java.util.function.Predicate<Value> which) {
    return block.yields().stream().anyMatch(which) || block.ops().stream().anyMatch(op ->
        Ops.operands(op).stream().anyMatch(which) || Ops.blocks(op).stream().anyMatch(b -> reads(b, which)));
  }

  private Op inner(Op op) {
    return switch (op) {
      case Op.If o -> new Op.If(o.results(), read(o.condition()), block(o.then()), block(o.otherwise()), o.span());
      case Op.For o -> new Op.For(o.results(), o.iv(), o.from(), o.to(), o.step(), o.inclusive(), o.inits(), block(o.body()),
          o.snapshots(), o.span());
      case Op.While o -> new Op.While(o.results(), o.inits(), block(o.condition()), block(o.body()), o.snapshots(), o.span());
      case Op o -> o;
    };
  }

  /** Whether the results are tensors, null exactly where the condition holds. */
  private boolean isNullTest(Op.If o) {
    return !o.results().isEmpty() && o.results().stream().allMatch(r -> r.type().isTensor())
        && o.then().ops().stream().allMatch(op -> op instanceof Op.Const)
        && o.then().yields().stream().allMatch(nulls::contains)
        && o.otherwise().ops().stream().allMatch(op -> ChainGroups.isMovable(op) && !(op instanceof Op.Const c && c.value() == null))
        && o.otherwise().yields().stream().allMatch(y -> o.otherwise().ops().stream().anyMatch(op -> Ops.results(op).contains(y)));
  }

  private void count(Block block) {
    for (Op op : block.ops()) {
      Ops.operands(op).forEach(v -> uses.merge(v, 1, Integer::sum));
      Ops.blocks(op).forEach(this::count);
    }
    block.yields().forEach(v -> uses.merge(v, 1, Integer::sum));
  }

  /** Without results of tests that nobody reads any more. */
  private Block pruned(Block b) {
    var out = new ArrayList<Op>();
    for (Op op : b.ops()) {
      out.add(switch (op) {
        case Op.If o -> {
          Block then = pruned(o.then());
          Block otherwise = pruned(o.otherwise());
          var results = new ArrayList<Value>();
          var thens = new ArrayList<Value>();
          var others = new ArrayList<Value>();
          for (int i = 0; i < o.results().size(); i++) {
            if (uses.containsKey(o.results().get(i)) || !o.results().get(i).type().isTensor()) {
              results.add(o.results().get(i));
              thens.add(then.yields().get(i));
              others.add(otherwise.yields().get(i));
            }
          }
          yield new Op.If(results, o.condition(), new Block(List.of(), then.ops(), thens),
              new Block(List.of(), otherwise.ops(), others), o.span());
        }
        case Op.For o -> new Op.For(o.results(), o.iv(), o.from(), o.to(), o.step(), o.inclusive(), o.inits(), pruned(o.body()),
            o.snapshots(), o.span());
        case Op.While o -> new Op.While(o.results(), o.inits(), pruned(o.condition()), pruned(o.body()), o.snapshots(), o.span());
        case Op o -> o;
      });
    }
    return new Block(b.params(), out, b.yields());
  }
}
