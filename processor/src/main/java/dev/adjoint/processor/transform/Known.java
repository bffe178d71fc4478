package dev.adjoint.processor.transform;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Op.BinaryKind;
import dev.adjoint.processor.ir.Op.UnaryKind;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settles tests whose outcome is the same in every run: a record that is never null, a flag that nobody clears. M. N. Wegman,
 * F. K. Zadeck, Constant propagation with conditional branches, TOPLAS 13(2), 1991, for booleans and null references: a value that a
 * loop carries is taken to be constant until one of its sources is seen not to be.
 */
public final class Known {
  /** What is known of a value: nothing yet is no entry. */
  private enum Fact { TRUE, FALSE, NULL, NOT_NULL, ANY }

  private final Map<Value, Fact> facts = new IdentityHashMap<>();
  private final Map<Value, Value> replaced = new IdentityHashMap<>();
  private final Cloner cloner = new Cloner(this::read, v -> v);
  private boolean changed;

  private Known() {}

  /** The function with what is known put in place. */
  public static Function apply(Function f) {
    var known = new Known();
    f.params().forEach(p -> known.learn(p, Fact.ANY));
    do {
      known.changed = false;
      known.visit(f.body());
    } while (known.changed);
    return new Function(f.key(), f.name(), f.params(), f.wrt(), f.results(), known.block(f.body()), f.span());
  }

  private static boolean isTracked(Value v) {
    return v.type() == Type.BOOLEAN || !v.type().isPrimitive();
  }

  private void learn(Value v, Fact fact) {
    if (fact == null || !isTracked(v)) {
      return;
    }
    Fact old = facts.get(v);
    Fact met = old == null || old == fact ? fact : Fact.ANY;
    if (met != old) {
      facts.put(v, met);
      changed = true;
    }
  }

  private void learn(List<Value> values, List<Value> from) {
    for (int i = 0; i < values.size(); i++) {
      learn(values.get(i), facts.get(from.get(i)));
    }
  }

  private static boolean ends(Block b) {
    return !b.ops().isEmpty() && b.ops().getLast() instanceof Op.Throw;
  }

  private void visit(Block block) {
    for (Op op : block.ops()) {
      switch (op) {
        case Op.Const o when o.value() instanceof Boolean b -> learn(o.result(), of(b));
        case Op.Const o -> learn(o.result(), o.value() == null ? Fact.NULL : Fact.ANY);
        case Op.NewArray o -> learn(o.result(), Fact.NOT_NULL);
        case Op.Copy o -> learn(o.result(), Fact.NOT_NULL);
        case Op.Unary o -> learn(o.result(), unary(o));
        case Op.Binary o -> learn(o.result(), binary(o));
        case Op.If o -> branches(o);
        case Op.For o -> {
          learn(o.body().params(), o.inits());
          visit(o.body());
          learn(o.body().params(), o.body().yields());
          learn(o.results(), o.inits());
          learn(o.results(), o.body().yields());
        }
        case Op.While o -> {
          learn(o.condition().params(), o.inits());
          learn(o.body().params(), o.inits());
          visit(o.condition());
          visit(o.body());
          learn(o.condition().params(), o.body().yields());
          learn(o.body().params(), o.body().yields());
          learn(o.results(), o.condition().params());
        }
        case Op.Try o -> attempt(o);
        case Op.Assign o -> learn(o.slot(), facts.get(o.value()));
        case Op o -> Ops.results(o).forEach(r -> learn(r, Fact.ANY));
      }
    }
  }

  private void attempt(Op.Try o) {
    learn(o.slots(), o.inits());
    var blocks = new ArrayList<>(List.of(o.body()));
    for (Op.Handler h : o.handlers()) {
      h.block().params().forEach(p -> learn(p, Fact.ANY));
      blocks.add(h.block());
    }
    for (Block b : blocks) {
      visit(b);
      if (!ends(b)) {
        learn(o.results(), b.yields());
      }
    }
  }

  private void branches(Op.If o) {
    Fact condition = facts.get(o.condition());
    if (condition == null) {
      return;
    }
    if (condition != Fact.FALSE) {
      visit(o.then());
      if (!ends(o.then())) {
        learn(o.results(), o.then().yields());
      }
    }
    if (condition != Fact.TRUE) {
      visit(o.otherwise());
      if (!ends(o.otherwise())) {
        learn(o.results(), o.otherwise().yields());
      }
    }
  }

  private static Fact of(boolean b) {
    return b ? Fact.TRUE : Fact.FALSE;
  }

  private static boolean isBoolean(Fact fact) {
    return fact == Fact.TRUE || fact == Fact.FALSE;
  }

  private Fact unary(Op.Unary o) {
    Fact a = facts.get(o.a());
    return o.kind() == UnaryKind.NOT && isBoolean(a) ? of(a == Fact.FALSE) : o.kind() == UnaryKind.NOT ? a : Fact.ANY;
  }

  private Fact binary(Op.Binary o) {
    if (o.result().type() != Type.BOOLEAN || !isTracked(o.a()) || !isTracked(o.b())) {
      return Fact.ANY;
    }
    Fact a = facts.get(o.a());
    Fact b = facts.get(o.b());
    if (a == null || b == null) {
      return null;
    }
    boolean booleans = isBoolean(a) && isBoolean(b);
    return switch (o.kind()) {
      case AND -> a == Fact.FALSE || b == Fact.FALSE ? Fact.FALSE : booleans ? Fact.TRUE : Fact.ANY;
      case OR -> a == Fact.TRUE || b == Fact.TRUE ? Fact.TRUE : booleans ? Fact.FALSE : Fact.ANY;
      case XOR -> booleans ? of(a != b) : Fact.ANY;
      case EQ, NE -> {
        boolean equal = o.kind() == BinaryKind.EQ;
        boolean same = a == b && (booleans || a == Fact.NULL);
        boolean different = booleans && a != b || a == Fact.NULL && b == Fact.NOT_NULL || a == Fact.NOT_NULL && b == Fact.NULL;
        yield same ? of(equal) : different ? of(!equal) : Fact.ANY;
      }
      case ADD, SUB, MUL, DIV, REM, SHL, SHR, USHR, LT, LE, GT, GE -> Fact.ANY;
    };
  }

  private Value read(Value v) {
    return replaced.getOrDefault(v, v);
  }

  private List<Value> read(List<Value> values) {
    return values.stream().map(this::read).toList();
  }

  /** The constant that a value is, defined where the value was, or null. */
  private Op.Const constant(Value v, Op at) {
    Fact fact = isTracked(v) ? facts.get(v) : null;
    return switch (fact) {
      case TRUE, FALSE -> new Op.Const(Value.temporary(Type.BOOLEAN), fact == Fact.TRUE, at.span());
      case NULL -> new Op.Const(Value.temporary(v.type()), null, at.span());
      case NOT_NULL, ANY -> null;
      case null -> null;
    };
  }

  private void settle(List<Value> values, Op at, List<Op> out) {
    for (Value v : values) {
      Op.Const constant = constant(v, at);
      if (constant != null) {
        replaced.put(v, constant.result());
        out.add(constant);
      }
    }
  }

  private Block block(Block b) {
    return block(b, List.of(), null);
  }

  private Block block(Block b, List<Value> params, Op at) {
    var out = new ArrayList<Op>();
    if (at != null) {
      settle(params, at, out);
    }
    for (Op op : b.ops()) {
      switch (op) {
        // a throw is the last operation of its block: it stays where it is
        case Op.If o when facts.get(o.condition()) == Fact.TRUE && !ends(o.then()) -> splice(o, o.then(), out);
        case Op.If o when facts.get(o.condition()) == Fact.FALSE && !ends(o.otherwise()) -> splice(o, o.otherwise(), out);
        case Op.If o -> {
          Value condition = read(o.condition());
          out.add(new Op.If(o.results(), condition, block(o.then()), block(o.otherwise()), o.span()));
          settle(o.results(), o, out);
        }
        case Op.For o -> {
          out.add(new Op.For(o.results(), o.iv(), read(o.from()), read(o.to()), o.step(), o.inclusive(), read(o.inits()),
              block(o.body(), o.body().params(), o), o.snapshots(), o.span()));
          settle(o.results(), o, out);
        }
        case Op.While o -> {
          List<Value> inits = read(o.inits());
          Block condition = block(o.condition(), o.condition().params(), o);
          out.add(new Op.While(o.results(), inits, condition, block(o.body(), o.body().params(), o), o.snapshots(), o.span()));
          settle(o.results(), o, out);
        }
        case Op.Try o -> {
          List<Value> inits = read(o.inits());
          out.add(new Op.Try(o.results(), inits, o.slots(), block(o.body()),
              o.handlers().stream().map(h -> h.with(block(h.block()))).toList(), o.span()));
          settle(o.results(), o, out);
        }
        case Op.Unary o when constant(o.result(), o) != null -> settle(List.of(o.result()), o, out);
        case Op.Binary o when constant(o.result(), o) != null -> settle(List.of(o.result()), o, out);
        case Op o -> out.add(cloner.op(o));
      }
    }
    return new Block(b.params(), out, read(b.yields()));
  }

  /** A branch that is always taken. */
  private void splice(Op.If o, Block taken, List<Op> out) {
    Block inner = block(taken);
    out.addAll(inner.ops());
    for (int i = 0; i < o.results().size(); i++) {
      replaced.put(o.results().get(i), inner.yields().get(i));
    }
  }
}
