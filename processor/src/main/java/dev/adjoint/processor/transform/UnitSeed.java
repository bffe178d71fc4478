package dev.adjoint.processor.transform;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Guard;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A vector-Jacobian product for the seed 1: products with the seed are their other factor, and the guards against a zero
 * seed fall away. Both are exact.
 */
public final class UnitSeed {
  private final Map<Value, Value> map = new IdentityHashMap<>();
  private final Value one = Value.temporary(Type.DOUBLE);
  private final Map<Value, Op> guards = new IdentityHashMap<>();

  private UnitSeed() {}

  /**
   * The function without its seed parameter, its other parameters renamed to those given.
   *
   * @param again whether the result is differentiated again
   */
  public static Function apply(Function f, Value seed, List<Value> params, boolean again) {
    var unit = new UnitSeed();
    unit.map.put(seed, unit.one);
    var rest = new ArrayList<>(f.params());
    rest.remove(seed);
    for (int i = 0; i < rest.size(); i++) {
      unit.map.put(rest.get(i), params.get(i));
    }
    Block body = unit.block(f.body());
    // what a product keeps stays: nothing here is known to be free of exceptions
    Set<Op> primal = Collections.newSetFromMap(new IdentityHashMap<>());
    all(body, primal);
    var ops = new ArrayList<Op>();
    ops.add(new Op.Const(unit.one, 1.0, f.span()));
    ops.addAll(body.ops());
    var result = new Function(f.key() + "Unit", f.name(), params, params.stream().map(p -> false).toList(), f.results(),
        new Block(List.of(), ops, body.yields()), f.span());
    return Simplify.apply(result, primal, again);
  }

  private static void all(Block b, Set<Op> into) {
    into.addAll(b.ops());
    b.ops().forEach(op -> Ops.blocks(op).forEach(inner -> all(inner, into)));
  }

  private Value read(Value v) {
    return map.getOrDefault(v, v);
  }

  private Value define(Value v) {
    return map.computeIfAbsent(v, x -> new Value(x.type(), x.name()));
  }

  private Block block(Block b) {
    var params = b.params().stream().map(this::define).toList();
    var ops = new ArrayList<Op>();
    for (Op op : b.ops()) {
      op(op, ops);
    }
    return new Block(params, ops, b.yields().stream().map(this::read).toList());
  }

  private void op(Op op, List<Op> out) {
    switch (op) {
      case Op.Binary b when b.kind() == Op.BinaryKind.MUL && read(b.a()) == one -> map.put(b.result(), read(b.b()));
      case Op.Binary b when b.kind() == Op.BinaryKind.MUL && read(b.b()) == one -> map.put(b.result(), read(b.a()));
      case Op.If i when isSeedGuard(i.condition()) -> {
        Block taken = block(i.otherwise());
        out.addAll(taken.ops());
        for (int k = 0; k < i.results().size(); k++) {
          map.put(i.results().get(k), taken.yields().get(k));
        }
      }
      case Op.If i -> {
        Value condition = read(i.condition());
        Block then = block(i.then());
        Block otherwise = block(i.otherwise());
        out.add(new Op.If(i.results().stream().map(this::define).toList(), condition, then, otherwise, i.span()));
      }
      case Op.For f -> {
        var inits = f.inits().stream().map(this::read).toList();
        Value iv = define(f.iv());
        Block body = block(f.body());
        out.add(new Op.For(f.results().stream().map(this::define).toList(), iv, read(f.from()), read(f.to()), f.step(),
            f.inclusive(), inits, body, f.span()));
      }
      case Op.While w -> {
        var inits = w.inits().stream().map(this::read).toList();
        Block condition = block(w.condition());
        Block body = block(w.body());
        out.add(new Op.While(w.results().stream().map(this::define).toList(), inits, condition, body, w.span()));
      }
      case Op.Try t -> {
        var inits = t.inits().stream().map(this::read).toList();
        var slots = t.slots().stream().map(this::define).toList();
        Block body = block(t.body());
        var handlers = t.handlers().stream().map(h -> h.with(block(h.block()))).toList();
        out.add(new Op.Try(t.results().stream().map(this::define).toList(), inits, slots, body, handlers, t.span()));
      }
      case Op simple -> {
        Op copy = new Cloner(this::read, this::define).op(simple);
        out.add(copy);
        Ops.results(copy).forEach(r -> guards.put(r, copy));
      }
    }
  }

  /** {@code 1 == 0}: the comparison of the seed itself. */
  private boolean isSeedGuard(Value condition) {
    Op op = guards.get(read(condition));
    return op != null && Guard.is(op, Guard.Kind.SEED) && Guard.operand(op) == one;
  }
}
