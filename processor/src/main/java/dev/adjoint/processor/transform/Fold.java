package dev.adjoint.processor.transform;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Guard;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.rules.Rules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes out carried values that never change, branches whose condition is a comparison of constants, null among them, branches that yield
 * the same either way, expensive functions of what they were evaluated at before, {@code detach}, which has done its work, and conversions of constants, which are constants themselves (JLS 15.29). No other arithmetic is
 * done here.
 */
final class Fold {
  private final Map<Value, Value> same = new IdentityHashMap<>();
  private final Map<Value, Op> definition = new IdentityHashMap<>();

  private final Set<Op> primal;
  private final boolean again;

  private Fold(Set<Op> primal, boolean again) {
    this.primal = primal;
    this.again = again;
  }

  /**
   * The block without them; copies of primal operations are added to the set.
   *
   * @param again whether what comes out is differentiated again, so that {@code detach} has still work to do
   */
  static Block apply(Block block, Set<Op> primal, boolean again) {
    return new Fold(primal, again).block(block, Map.of());
  }

  private Value read(Value v) {
    Value r = v;
    while (same.containsKey(r)) {
      r = same.get(r);
    }
    return r;
  }

  private List<Value> read(List<Value> values) {
    return values.stream().map(this::read).toList();
  }

  private Block block(Block b, Map<Object, Value> outer) {
    var ops = new ArrayList<Op>(b.ops().size());
    var seen = new HashMap<>(outer);
    for (Op op : b.ops()) {
      int before = ops.size();
      Object call = expensive(op);
      if (call != null && seen.containsKey(call)) {
        same.put(Ops.results(op).getFirst(), seen.get(call));
        continue;
      }
      if (call != null) {
        seen.put(call, Ops.results(op).getFirst());
      }
      op(op, ops, seen);
      if (primal.contains(op) && ops.size() == before + 1) {
        primal.add(ops.getLast());
      }
    }
    return new Block(b.params(), ops, read(b.yields()));
  }

  /** A function worth evaluating once, with its operands; null for anything else. */
  private Object expensive(Op op) {
    return op instanceof Op.Intrinsic i && i.result().type() == Type.DOUBLE && Rules.cost(i.name()) >= 10
        && Rules.isPure(i.owner().qualifiedName(), i.name(), i.args().stream().map(Value::type).toList())
        ? List.of(i.owner(), i.name(), i.args().stream().map(this::operand).toList()) : null;
  }

  private Object operand(Value v) {
    Value r = read(v);
    return definition.get(r) instanceof Op.Const c ? List.of(r.type(), c.value()) : r;
  }

  private void op(Op op, List<Op> out, Map<Object, Value> seen) {
    switch (op) {
      case Op.If o -> branches(o, out, seen);
      case Op.For o when isOnce(o) -> {
        same.put(o.iv(), read(o.from()));
        for (int i = 0; i < o.inits().size(); i++) {
          same.put(o.body().params().get(i), read(o.inits().get(i)));
        }
        Block body = block(o.body(), seen);
        out.addAll(body.ops());
        for (int i = 0; i < o.results().size(); i++) {
          same.put(o.results().get(i), body.yields().get(i));
        }
      }
      case Op.For o -> {
        unchanged(o.inits(), o.body(), o.results(), null);
        out.add(new Op.For(o.results(), o.iv(), read(o.from()), read(o.to()), o.step(), o.inclusive(), read(o.inits()),
            block(o.body(), seen), o.span()));
      }
      case Op.While o -> {
        unchanged(o.inits(), o.body(), o.results(), o.condition());
        out.add(new Op.While(o.results(), read(o.inits()), block(o.condition(), seen), block(o.body(), seen),
            o.span()));
      }
      case Op.Try o -> {
        List<Value> inits = read(o.inits());
        Block body = block(o.body(), seen);
        out.add(new Op.Try(o.results(), inits, o.slots(), body,
            o.handlers().stream().map(h -> h.with(block(h.block(), seen))).toList(), o.span()));
      }
      case Op.Const o -> {
        definition.put(o.result(), o);
        out.add(o);
      }
      case Op.Cast o -> {
        Object converted = definition.get(read(o.a())) instanceof Op.Const c ? Constants.convert(c.value(), o.result().type()) : null;
        if (converted == null) {
          out.add(new Op.Cast(o.result(), read(o.a()), o.span()));
        } else {
          var constant = new Op.Const(o.result(), converted, o.span());
          definition.put(o.result(), constant);
          out.add(constant);
        }
      }
      case Op.Intrinsic o when !again && (o.name().equals("detach") || o.name().equals("straightThrough")) ->
          same.put(o.result(), read(o.args().getFirst()));
      case Op.Intrinsic o when Guard.is(o) && !Guard.isUndefined(o) -> {
        definition.put(o.result(), o);
        out.add(new Cloner(this::read, v -> v).op(o));
      }
      case Op.Binary o -> {
        definition.put(o.result(), o);
        out.add(new Op.Binary(o.result(), o.kind(), read(o.a()), read(o.b()), o.span()));
      }
      case Op simple -> out.add(new Cloner(this::read, v -> v).op(simple));
    }
  }

  private void unchanged(List<Value> inits, Block body, List<Value> results, Block condition) {
    for (int i = 0; i < inits.size(); i++) {
      if (body.yields().get(i) == body.params().get(i)) {
        Value init = read(inits.get(i));
        same.put(body.params().get(i), init);
        same.put(results.get(i), init);
        if (condition != null) {
          same.put(condition.params().get(i), init);
        }
      }
    }
  }

  private void branches(Op.If o, List<Op> out, Map<Object, Value> seen) {
    Boolean known = constant(read(o.condition()));
    if (known != null) {
      Block taken = block(known ? o.then() : o.otherwise(), seen);
      out.addAll(taken.ops());
      for (int i = 0; i < o.results().size(); i++) {
        same.put(o.results().get(i), taken.yields().get(i));
      }
      return;
    }
    Block then = block(o.then(), seen);
    Block otherwise = block(o.otherwise(), seen);
    for (int i = 0; i < o.results().size(); i++) {
      if (then.yields().get(i) == otherwise.yields().get(i)) {
        same.put(o.results().get(i), then.yields().get(i));
      } else if (isNull(then.yields().get(i)) && isNull(otherwise.yields().get(i))) {
        var constant = new Op.Const(Value.temporary(o.results().get(i).type()), null, o.span());
        definition.put(constant.result(), constant);
        same.put(o.results().get(i), constant.result());
        out.add(constant);
      }
    }
    out.add(new Op.If(o.results(), read(o.condition()), then, otherwise, o.span()));
  }

  private Boolean constant(Value condition) {
    if (definition.get(condition) instanceof Op.Intrinsic guard) {
      return definition.get(read(Guard.operand(guard))) instanceof Op.Const c ? (Boolean) Double.valueOf(0).equals(c.value()) : null;
    }
    if (definition.get(condition) instanceof Op.Binary b && b.kind() == Op.BinaryKind.EQ && isNull(read(b.a()))
        && isNull(read(b.b()))) {
      return true;
    }
    if (!(definition.get(condition) instanceof Op.Binary b && b.kind() == Op.BinaryKind.EQ
        && definition.get(read(b.a())) instanceof Op.Const x && definition.get(read(b.b())) instanceof Op.Const y
        && x.value() instanceof Double p && y.value() instanceof Double q)) {
      return null;
    }
    return p.doubleValue() == q.doubleValue();
  }

  /** Whether the loop has exactly one iteration, whatever happens in it. */
  private boolean isOnce(Op.For o) {
    if (!o.body().ops().isEmpty() && o.body().ops().getLast() instanceof Op.Throw) {
      return false;
    }
    if (!(definition.get(read(o.from())) instanceof Op.Const a && definition.get(read(o.to())) instanceof Op.Const b
        && a.value() instanceof Integer from && b.value() instanceof Integer to)) {
      return false;
    }
    long distance = o.step() > 0 ? (long) to - from : (long) from - to;
    int least = o.inclusive() ? 0 : 1;
    return distance >= least && distance < Math.abs((long) o.step()) + least;
  }

  private boolean isNull(Value v) {
    return definition.get(v) instanceof Op.Const c && c.value() == null;
  }
}
