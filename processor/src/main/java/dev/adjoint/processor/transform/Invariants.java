package dev.adjoint.processor.transform;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.rules.Rule;
import dev.adjoint.processor.rules.Rules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Divisions and functions of what a loop does not change are evaluated once in front of it, so that the reverse sweep has
 * them without a cache. They cannot fail, so that it does no harm where the loop does not run.
 *
 * <p>What overflows does: the adjoint of {@code exp(x)} is then 0 where the loop does not run, the partial infinite, and their product not
 * a number. A function with such a partial, whose operand may carry a derivative, is evaluated only if the loop runs at least once, and
 * stays in a loop of which that is not known on entry.
 */
public final class Invariants {
  private static final int EXPENSIVE = 5;

  /** Functions whose rules have no guard against a zero seed, and whose partials are finite everywhere. */
  private static final Set<String> BOUNDED = Set.of("tanh", "atan", "abs", "max", "min", "copySign", "nextUp", "nextDown", "nextAfter",
      "toRadians", "toDegrees", "fma");

  /** Numbers that carry no derivative, as far as scalars show. */
  private final Set<Value> constants = Collections.newSetFromMap(new IdentityHashMap<>());

  private Invariants(Function f) {
    for (int i = 0; i < f.params().size(); i++) {
      if (!f.wrt().get(i)) {
        constants.add(f.params().get(i));
      }
    }
  }

  /** The function with its loops' invariants in front of them. */
  public static Function apply(Function f) {
    return new Function(f.key(), f.name(), f.params(), f.wrt(), f.results(), new Invariants(f).block(f.body()), f.span());
  }

  private Block block(Block b) {
    var out = new ArrayList<Op>(b.ops().size());
    for (Op op : b.ops()) {
      note(op);
      switch (op) {
        case Op.If o -> out.add(new Op.If(o.results(), o.condition(), block(o.then()), block(o.otherwise()), o.span()));
        case Op.For o -> {
          Block inner = block(o.body());
          Block rest = body(inner, o, out);
          out.add(new Op.For(o.results(), o.iv(), o.from(), o.to(), o.step(), o.inclusive(), o.inits(), rest, o.snapshots(), o.span()));
        }
        case Op.While o -> out.add(new Op.While(o.results(), o.inits(), o.condition(), body(block(o.body()), null, out),
            o.snapshots(), o.span()));
        case Op.Try o -> out.add(o.with(this::block));
        case Op simple -> out.add(simple);
      }
    }
    return new Block(b.params(), out, b.yields());
  }

  /** Notes a number that is computed of constants. */
  private void note(Op op) {
    boolean isConstant = switch (op) {
      case Op.Const o -> true;
      case Op.Unary o -> isConstant(o.a());
      case Op.Binary o -> isConstant(o.a()) && isConstant(o.b());
      case Op.Cast o -> isConstant(o.a());
      case Op.Intrinsic o -> o.args().stream().allMatch(this::isConstant);
      case Op other -> false;
    };
    if (isConstant) {
      constants.addAll(Ops.results(op));
    }
  }

  private boolean isConstant(Value v) {
    return v.type().isPrimitive() && !v.type().isFloating() || constants.contains(v);
  }

  /**
   * The loop's body without what is put in front of the loop.
   *
   * @param loop the loop if it is counted, else null
   */
  private Block body(Block b, Op.For loop, List<Op> before) {
    Set<Value> inside = Collections.newSetFromMap(new IdentityHashMap<>());
    inside.addAll(b.params());
    if (loop != null) {
      inside.add(loop.iv());
    }
    Map<Value, Op> candidates = new IdentityHashMap<>();
    Set<Op> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Op op : b.ops()) {
      boolean invariant = isPure(op) && (loop != null || !mayOverflow(op)) && read(op).stream().noneMatch(inside::contains);
      if (!invariant) {
        inside.addAll(Ops.results(op));
        continue;
      }
      Ops.results(op).forEach(v -> candidates.put(v, op));
      if (isExpensive(op)) {
        want(op, candidates, wanted);
      }
    }
    var stays = new ArrayList<Op>();
    var guarded = new ArrayList<Op>();
    Set<Value> overflowing = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Op op : b.ops()) {
      if (!wanted.contains(op)) {
        stays.add(op);
      } else if (mayOverflow(op) || read(op).stream().anyMatch(overflowing::contains)) {
        guarded.add(op);
        overflowing.addAll(Ops.results(op));
      } else {
        before.add(op);
      }
    }
    Block rest = new Block(b.params(), stays, b.yields());
    if (!guarded.isEmpty()) {
      whereItRuns(guarded, rest, loop, before);
    }
    return rest;
  }

  /** Evaluates operations only if a loop runs at least once. */
  private static void whereItRuns(List<Op> moved, Block rest, Op.For loop, List<Op> before) {
    var ops = new ArrayList<Op>();
    Map<Value, Value> copies = new IdentityHashMap<>();
    var cloner = new Cloner(v -> copies.getOrDefault(v, v), v -> copies.computeIfAbsent(v, k -> new Value(k.type(), k.name())));
    moved.forEach(op -> ops.add(cloner.op(op)));
    Set<Value> used = Collections.newSetFromMap(new IdentityHashMap<>());
    used(rest, used);
    List<Value> results = moved.stream().flatMap(op -> Ops.results(op).stream()).filter(used::contains).toList();
    var nothing = new ArrayList<Op>();
    var zeros = new ArrayList<Value>();
    for (Value v : results) {
      var zero = Value.temporary(v.type());
      nothing.add(new Op.Const(zero, v.type().zero(), loop.span()));
      zeros.add(zero);
    }
    Op.BinaryKind runs = loop.step() > 0 ? loop.inclusive() ? Op.BinaryKind.LE : Op.BinaryKind.LT
        : loop.inclusive() ? Op.BinaryKind.GE : Op.BinaryKind.GT;
    var condition = Value.temporary(Type.BOOLEAN);
    before.add(new Op.Binary(condition, runs, loop.from(), loop.to(), loop.span()));
    before.add(new Op.If(results, condition, Block.of(ops, results.stream().map(copies::get).toList()), Block.of(nothing, zeros),
        moved.getLast().span()));
  }

  private static void used(Block b, Set<Value> into) {
    for (Op op : b.ops()) {
      into.addAll(read(op));
    }
    into.addAll(b.yields());
  }

  /** What an operation reads, nested ones included. */
  private static List<Value> read(Op op) {
    var all = new ArrayList<>(Ops.operands(op));
    for (Block inner : Ops.blocks(op)) {
      inner.ops().forEach(o -> all.addAll(read(o)));
      all.addAll(inner.yields());
    }
    return all;
  }

  private static void want(Op op, Map<Value, Op> candidates, Set<Op> wanted) {
    if (wanted.add(op)) {
      for (Value v : read(op)) {
        if (candidates.containsKey(v)) {
          want(candidates.get(v), candidates, wanted);
        }
      }
    }
  }

  /** Whether the partial may be infinite or no number where nothing guards against a zero seed. */
  private boolean mayOverflow(Op op) {
    return switch (op) {
      case Op.Intrinsic o -> !BOUNDED.contains(o.name()) && !o.args().stream().allMatch(this::isConstant)
          && !(Rules.intrinsic(o.owner().qualifiedName(), o.name(), o.args().stream().map(Value::type).toList()) instanceof Rule.Smooth s
              && IntStream.range(0, s.pulls().size())
                  .allMatch(i -> s.pulls().get(i) == null || s.pulls().get(i).isZero() || s.pulls().get(i).isPlainSeed() || s.strongZero(i)));
      // what an inner loop's invariants have become
      case Op.If o -> Ops.blocks(o).stream().flatMap(b -> b.ops().stream()).anyMatch(this::mayOverflow);
      case Op other -> false;
    };
  }

  private static boolean isPure(Op op) {
    return switch (op) {
      case Op.Const o -> true;
      case Op.Unary o -> o.a().type().isFloating();
      case Op.Binary o -> o.a().type().isFloating() || o.kind().isComparison();
      case Op.Cast o -> o.result().type().isFloating();
      case Op.Intrinsic o -> o.result().type().isFloating()
          && Rules.isPure(o.owner().qualifiedName(), o.name(), o.args().stream().map(Value::type).toList())
          && !o.name().equals("clamp");
      case Op.If o -> o.results().stream().allMatch(v -> v.type().isFloating())
          && Ops.blocks(o).stream().allMatch(b -> b.ops().stream().allMatch(Invariants::isPure));
      case Op other -> false;
    };
  }

  private static boolean isExpensive(Op op) {
    return switch (op) {
      case Op.Binary o -> !o.kind().isComparison() && Rules.cost(o.kind(), o.a().type()) >= EXPENSIVE;
      case Op.Intrinsic o -> Rules.cost(o.name()) >= EXPENSIVE;
      case Op.If o -> Ops.blocks(o).stream().flatMap(b -> b.ops().stream()).anyMatch(Invariants::isExpensive);
      case Op other -> false;
    };
  }
}
