package dev.adjoint.processor.analysis.subscript;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The whole numbers of one function as polynomials. */
public final class Subscripts {
  private final Map<Value, Op> definitions = new IdentityHashMap<>();
  private final Map<Value, Op.For> loops = new IdentityHashMap<>();
  private final Map<Value, Polynomial> known = new IdentityHashMap<>();
  private final Map<Value, Counter> counters = new IdentityHashMap<>();
  private final Set<Value> params;

  /**
   * For a function.
   *
   * @param parallel counters of loops around it, which are parameters
   */
  public Subscripts(Function f, List<Counter> parallel) {
    params = new HashSet<>(f.params());
    parallel.forEach(c -> {
      counters.put(c.value(), c);
      known.put(c.value(), Polynomial.of(new Atom.Counter(c.value())));
    });
    index(f.body());
  }

  private void index(Block block) {
    for (Op op : block.ops()) {
      Ops.results(op).forEach(v -> definitions.put(v, op));
      if (op instanceof Op.For loop) {
        loops.put(loop.iv(), loop);
      }
      Ops.blocks(op).forEach(this::index);
    }
  }

  /** The operation that defines a value, or null. */
  public Op definition(Value v) {
    return definitions.get(v);
  }

  /** The counter that a value is, or null. */
  public Counter counter(Value v) {
    Op.For loop = loops.get(v);
    if (loop == null) {
      return counters.get(v);
    }
    Counter before = counters.get(v);
    if (before == null) {
      Polynomial from = of(loop.from());
      Polynomial to = of(loop.to());
      Polynomial one = Polynomial.ONE;
      Polynomial least = loop.step() > 0 ? from : loop.inclusive() ? to : to.plus(one);
      Polynomial end = loop.step() < 0 ? from.plus(one) : loop.inclusive() ? to.plus(one) : to;
      before = new Counter(v, false, least, within(end, least));
      counters.put(v, before);
    }
    return before;
  }

  /** What {@code max(end, least)} is where there is an iteration, as the end of a loop that runs backwards; else the end itself. */
  private static Polynomial within(Polynomial end, Polynomial least) {
    if (end.terms().size() == 1 && end.atoms().size() == 1 && end.atoms().iterator().next() instanceof Atom.Applied a
        && "max".equals(a.name()) && end.equals(Polynomial.of(a)) && a.operands().contains(least)) {
      return a.operands().get(a.operands().getFirst().equals(least) ? 1 : 0);
    }
    return end;
  }

  /** The place that an index is, or null if it is not affine. */
  public Subscript subscript(Value index) {
    return Subscript.of(of(index));
  }

  /** A whole number. */
  public Polynomial of(Value v) {
    Polynomial p = known.get(v);
    if (p == null) {
      p = make(v);
      known.put(v, p);
    }
    return p;
  }

  private Polynomial make(Value v) {
    if (loops.containsKey(v)) {
      return Polynomial.of(new Atom.Counter(v));
    }
    if (params.contains(v)) {
      return Polynomial.of(new Atom.Parameter(v));
    }
    return switch (definitions.get(v)) {
      case Op.Const o when o.value() instanceof Integer n -> Polynomial.of(n);
      case Op.ArrayLength o when params.contains(o.array()) -> Polynomial.of(new Atom.Length(o.array()));
      case Op.ArrayLength o when definitions.get(o.array()) instanceof Op.NewArray a -> of(a.dims().getFirst());
      case Op.Intrinsic o when v.type() == Type.INT && o.name().equals("multiplyExact") -> of(o.args().get(0)).times(of(o.args().get(1)));
      case Op.Unary o when o.kind() == Op.UnaryKind.NEG && v.type() == Type.INT -> Polynomial.ZERO.minus(of(o.a()));
      case Op.Binary o when v.type() == Type.INT -> binary(o);
      case Op.Intrinsic o when v.type() == Type.INT && o.args().stream().allMatch(a -> a.type() == Type.INT) -> {
        var args = new ArrayList<Polynomial>();
        o.args().forEach(a -> args.add(of(a)));
        if (args.stream().allMatch(a -> a.constant() != null) && (o.name().equals("max") || o.name().equals("min"))) {
          long a = args.get(0).constant();
          long b = args.get(1).constant();
          yield Polynomial.of(o.name().equals("max") ? Math.max(a, b) : Math.min(a, b));
        }
        yield Polynomial.of(new Atom.Applied(null, o.owner(), o.name(), args));
      }
      case null -> Polynomial.of(new Atom.Unknown(v));
      case Op o -> Polynomial.of(new Atom.Unknown(v));
    };
  }

  private Polynomial binary(Op.Binary o) {
    Polynomial a = of(o.a());
    Polynomial b = o.b().type() == Type.INT ? of(o.b()) : Polynomial.of(new Atom.Unknown(o.b()));
    return switch (o.kind()) {
      case ADD -> a.plus(b);
      case SUB -> a.minus(b);
      case MUL -> a.times(b);
      case DIV, REM, AND, OR, XOR, SHL, SHR, USHR, EQ, NE, LT, LE, GT, GE ->
          Polynomial.of(new Atom.Applied(o.kind(), null, null, List.of(a, b)));
    };
  }
}
