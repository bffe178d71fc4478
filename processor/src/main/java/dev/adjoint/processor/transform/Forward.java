package dev.adjoint.processor.transform;

import dev.adjoint.processor.analysis.Activity;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Guard;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.rules.Rule;
import dev.adjoint.processor.rules.Rules;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Predicate;
import java.util.Map;

/**
 * Forward mode: beside each active value its tangent, beside each active array an array of tangents. A. Griewank,
 * A. Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, section 3.1.
 */
public final class Forward {
  private final Function f;
  private final Jets jets;
  private final TangentMap tangents;
  private final CallTangents calls;
  private final Map<Value, Op> guards = new IdentityHashMap<>();

  /** How the forward mode of a helper that stays a call is called. */
  public interface HelperTangents {
    /** The helper's tangent function: primal parameters, then tangents of the given ones; value and tangent. */
    Callee.Generated jvp(Callee.Local helper, List<Boolean> wrt);

    /** A helper itself, where its parameters were taken apart so that the user's method cannot be called. */
    Callee.Generated primal(Callee.Local helper);

    /** The same for another class's method. */
    Callee.Generated primal(Callee.External method);

    /** The name of the record in which a method of another class returns value and tangent. */
    Callee.Generated jvp(Callee.External method);

    /** The tangent of a generated half of reverse mode, or of a user's rule; null for anything else. */
    Tangent tangent(Callee.Generated half);
  }

  /**
   * The tangent of a function with several results.
   *
   * @param callee takes the function's parameters, then the tangents; returns its results, then their tangents
   * @param wrt for each parameter, whether its tangent is passed
   * @param results for each result, whether its tangent comes back
   */
  public record Tangent(Callee.Generated callee, List<Boolean> wrt, List<Boolean> results) {
    public Tangent {
      wrt = List.copyOf(wrt);
      results = List.copyOf(results);
    }
  }

  private Forward(Function f, boolean analyse, HelperTangents names) {
    this(f, analyse, names, new Tangents());
  }

  private Forward(Function f, boolean analyse, HelperTangents names, Jets jets) {
    this.f = f;
    this.jets = jets;
    this.tangents = new TangentMap(f, analyse, jets);
    this.calls = new CallTangents(tangents, jets, names);
  }

  /**
   * The Jacobian-vector product: parameters are the primal's, then a tangent for each differentiated one; results are the
   * primal's, then the tangents of those that have one.
   */
  public static Function jvp(Function f, boolean analyse, HelperTangents names) {
    return new Forward(f, analyse, names).function("Jvp", f.results().stream().map(Type::canBeActive).toList());
  }

  /**
   * The tangent of a function that reverse mode made: forward over reverse. Parameters are the function's, then a tangent for each
   * of those that {@code f.wrt()} names; results are the function's, then the tangents asked for.
   *
   * @param results for each result, whether its tangent is a result; what is left out counts as false
   */
  public static Function overReverse(Function f, List<Boolean> results, boolean analyse, HelperTangents names) {
    return new Forward(f, analyse, names).function("Tangent", results);
  }

  /**
   * Truncated Taylor series. Parameters are the primal's, then the series of each differentiated one, then the order; results are the primal's,
   * then the series of those that have one.
   *
   * <p>Activity is analysed in any case: what carries no derivative may have no series.
   *
   * @param onlySeries whether the primal's results are left out: the coefficients of order 0 are these
   */
  public static Function taylor(Function f, boolean onlySeries, HelperTangents names) {
    var order = new Value(Type.INT, BlockBuilder.unused("order", f.params()));
    return new Forward(f, true, names, new TaylorSeries(order)).beside("Taylor", onlySeries);
  }

  /**
   * On which columns of the Jacobian the results depend. Parameters are the primal's, then the sets of each differentiated one; results are the
   * primal's, then the sets of those that can have any. Activity is analysed in any case.
   *
   * @param onlySets whether the primal's results are left out
   */
  public static Function dependence(Function f, boolean onlySets, HelperTangents names) {
    return new Forward(f, true, names, new Dependences()).beside("Columns", onlySets);
  }

  /** What stands beside all results that can have anything, behind the results or alone. */
  private Function beside(String suffix, boolean alone) {
    Function all = function(suffix, f.results().stream().map(Type::isDifferentiable).toList());
    int from = alone ? f.results().size() : 0;
    List<Value> yields = all.body().yields();
    return new Function(all.key(), all.name(), all.params(), all.wrt(), all.results().subList(from, yields.size()),
        new Block(all.body().params(), all.body().ops(), yields.subList(from, yields.size())), all.span());
  }

  /** Whether a function of numbers that has a first derivative has Taylor coefficients. */
  public static boolean hasSeries(Op.Intrinsic op) {
    return TaylorSeries.has(op);
  }

  /** Whether a call of another class's method has Taylor coefficients: what is active is the number for which it takes a series. */
  public static boolean takesSeries(Op.Call op, Callee.External callee, Predicate<Value> active) {
    return CallTangents.takesSeries(op, callee, active);
  }

  static String tangentName(Value v) {
    return v.name() == null ? null : v.name() + "Tangent";
  }

  private Function function(String suffix, List<Boolean> wanted) {
    var params = new ArrayList<>(f.params());
    var entry = new BlockBuilder();
    for (int i = 0; i < f.params().size(); i++) {
      Value p = f.params().get(i);
      if (f.wrt().get(i)) {
        var t = new Value(jets.type(p.type()), BlockBuilder.unused(jets.name(p), params));
        params.add(t);
        if (tangents.active(p)) {
          tangents.put(p, t);
        }
      } else if (p.type().isArray() && tangents.active(p)) {
        tangents.put(p, jets.zeros(entry, p));
      }
    }
    params.addAll(jets.context());
    var out = new BlockBuilder();
    out.addAll(entry.ops());
    statements(f.body(), out);
    boolean ends = ends(f.body());
    var yields = new ArrayList<>(f.body().yields());
    var first = new BlockBuilder();
    for (int i = 0; i < wanted.size(); i++) {
      if (!wanted.get(i)) {
        continue;
      }
      Value result = f.body().yields().get(i);
      if (ends) {
        yields.add(first.zero(jets.type(result.type())));
      } else {
        Value t = result.type().isArray() && !tangents.active(result) ? jets.zeros(out, result) : tangents.of(out, result);
        yields.add(tangents.orZeros(out, t, result));
      }
    }
    first.addAll(out.ops());
    out = first;
    var wrt = params.stream().map(p -> false).toList();
    var result = new Function(f.key() + suffix, f.name() + suffix, params, wrt,
        yields.stream().map(Value::type).toList(), out.block(List.of(), yields), f.span());
    return Simplify.apply(result, tangents.primal());
  }

  private static boolean ends(Block b) {
    return !b.ops().isEmpty() && b.ops().getLast() instanceof Op.Throw;
  }

  private void statements(Block b, BlockBuilder out) {
    for (Op op : b.ops()) {
      out.at(op.span());
      op(op, out);
    }
  }

  private void op(Op op, BlockBuilder out) {
    switch (op) {
      case Op.Unary o -> scalar(out, o, o.result(), List.of(o.a()), Rules.unary(o.kind()), Rules.MATH);
      case Op.Binary o ->
          scalar(out, o, o.result(), List.of(o.a(), o.b()), Rules.binary(o.kind(), o.a().type()), Rules.MATH);
      case Op.Intrinsic o when Guard.isUndefined(o) -> {
        tangents.keep(out, o);
        tangents.put(o.result(), o.result());
      }
      case Op.Intrinsic o when Guard.is(o) -> {
        tangents.keep(out, o);
        guards.put(o.result(), o);
      }
      case Op.Intrinsic o -> {
        if (o.result().type().isArray()) {
          tangents.keep(out, o);
          tangents.constant(out, o.result());
        } else {
          scalar(out, o, o.result(), o.args(), Activity.rule(o), o.owner());
        }
      }
      case Op.Cast o -> {
        tangents.keep(out, o);
        if (tangents.active(o.result()) && o.a().type().isFloating()) {
          tangents.define(o.result(), jets.converted(out, o.result(), tangents.of(out, o.a())));
        }
      }
      case Op.Load o -> {
        tangents.keep(out, o);
        if (tangents.active(o.result())) {
          Value loaded = out.load(tangents.known(o.array()), o.index(), jets.name(o.result()));
          tangents.define(o.result(),
              o.result().type().isFloating() ? jets.loaded(out, o.result(), loaded) : tangents.maybeNull(loaded));
        }
      }
      case Op.Store o -> {
        tangents.keep(out, o);
        if (tangents.active(o.array())) {
          out.store(tangents.known(o.array()), o.index(), tangents.of(out, o.value()));
        }
      }
      case Op.Fill o -> {
        tangents.keep(out, o);
        if (tangents.active(o.array())) {
          out.add(new Op.Fill(tangents.known(o.array()), o.from(), o.to(), tangents.of(out, o.value()), o.span()));
        }
      }
      case Op.NewArray o -> {
        tangents.keep(out, o);
        if (tangents.active(o.result())) {
          out.add(new Op.NewArray(tangents.declare(o.result()), o.dims(), o.span()));
        }
      }
      case Op.Copy o -> {
        tangents.keep(out, o);
        if (tangents.active(o.result())) {
          if (tangents.active(o.array())) {
            out.add(new Op.Copy(tangents.declare(o.result()), o.kind(), tangents.known(o.array()), o.args(), o.span()));
          } else {
            tangents.constant(out, o.result());
          }
        }
      }
      case Op.ArrayCopy o -> {
        tangents.keep(out, o);
        if (tangents.active(o.target())) {
          if (tangents.active(o.source())) {
            out.add(new Op.ArrayCopy(tangents.known(o.source()), o.sourcePos(), tangents.known(o.target()), o.targetPos(),
                o.length(), o.span()));
          } else {
            Value end = out.binary(Op.BinaryKind.ADD, o.targetPos(), o.length());
            Type cell = tangents.known(o.target()).type().elementType();
            Value zero = cell.isTensor() ? out.zero(cell) : jets.zero(out);
            out.add(new Op.Fill(tangents.known(o.target()), o.targetPos(), end, zero, o.span()));
          }
        }
      }
      case Op.Const o -> {
        tangents.keep(out, o);
        if (o.result().type().isArray() && tangents.active(o.result())) {
          out.add(new Op.Const(tangents.declare(o.result()), null, o.span()));
        }
      }
      case Op.Opaque o -> {
        tangents.keep(out, o);
        if (o.result() != null) {
          tangents.constant(out, o.result());
        }
      }
      case Op.Call o -> calls.write(out, o);
      case Op.If o when guards.containsKey(o.condition()) -> guarded(out, o, guards.get(o.condition()));
      case Op.If o -> {
        Block then = branch(o.results(), o.then());
        Block otherwise = branch(o.results(), o.otherwise());
        tangents.keep(out, new Op.If(tangents.with(out, o.results(), o.results(), true), o.condition(), then, otherwise, o.span()));
      }
      case Op.For o -> {
        List<Value> inits = tangents.with(out, o.results(), o.inits(), false);
        List<Value> params = tangents.with(out, o.results(), o.body().params(), true);
        Block body = branch(o.results(), o.body());
        tangents.keep(out, new Op.For(tangents.with(out, o.results(), o.results(), true), o.iv(), o.from(), o.to(), o.step(),
            o.inclusive(), inits, new Block(params, body.ops(), body.yields()), o.span()));
      }
      case Op.While o -> {
        List<Value> inits = tangents.with(out, o.results(), o.inits(), false);
        List<Value> conditionParams = tangents.with(out, o.results(), o.condition().params(), true);
        var condition = new BlockBuilder();
        statements(o.condition(), condition);
        List<Value> params = tangents.with(out, o.results(), o.body().params(), true);
        Block body = branch(o.results(), o.body());
        tangents.keep(out, new Op.While(tangents.with(out, o.results(), o.results(), true), inits,
            condition.block(conditionParams, o.condition().yields()),
            new Block(params, body.ops(), body.yields()), o.span()));
      }
      case Op.Try o -> {
        List<Value> inits = tangents.with(out, o.slots(), o.inits(), false);
        List<Value> slots = tangents.with(out, o.slots(), o.slots(), true);
        Block body = branch(o.results(), o.body());
        var handlers = o.handlers().stream().map(h -> h.with(branch(o.results(), h.block()))).toList();
        tangents.keep(out, new Op.Try(tangents.with(out, o.results(), o.results(), true), inits, slots, body, handlers, o.span()));
      }
      case Op.Assign o -> {
        tangents.keep(out, o);
        if (tangents.active(o.slot())) {
          out.add(new Op.Assign(tangents.known(o.slot()), tangents.of(out, o.value()), o.span()));
        }
      }
      case Op.ArrayLength o -> tangents.keep(out, o);
      case Op.Accumulate o -> {
        tangents.keep(out, o);
        if (tangents.active(o.array())) {
          out.accumulate(tangents.known(o.array()), o.index(), tangents.of(out, o.value()));
        }
      }
      case Op.Throw o -> tangents.keep(out, o);
      case Op.Comment o -> out.add(o);
    }
  }

  private void scalar(BlockBuilder out, Op op, Value result, List<Value> operands, Rule rule, Type.Ref owner) {
    tangents.keep(out, op);
    if (!tangents.active(result) || !(rule instanceof Rule.Smooth smooth)) {
      return;
    }
    tangents.define(result,
        jets.scalar(out, op, result, operands, smooth, owner, v -> tangents.active(v) ? tangents.of(out, v) : null));
  }

  private Block branch(List<Value> results, Block b) {
    var out = new BlockBuilder();
    if (ends(b)) {
      var all = new ArrayList<>(b.yields());
      results.stream().filter(tangents::active).forEach(r -> all.add(out.zero(jets.type(r.type()))));
      statements(b, out);
      return out.block(b.params(), all);
    }
    statements(b, out);
    return out.block(b.params(), tangents.with(out, results, b.yields(), false));
  }

  /**
   * A guard's branches. Where a seed is zero, the result's tangent is the pull of the seed's tangent, for a pull is linear. Where a
   * factor is zero, it is that of the other branch, as long as the factor moves.
   */
  private void guarded(BlockBuilder out, Op.If o, Op guard) {
    Value zero = Guard.operand(guard);
    if (!tangents.active(zero) || o.results().stream().noneMatch(tangents::active)) {
      Block then = branch(o.results(), o.then());
      Block otherwise = branch(o.results(), o.otherwise());
      tangents.keep(out, new Op.If(tangents.with(out, o.results(), o.results(), true), o.condition(), then, otherwise, o.span()));
      return;
    }
    Value moves = tangents.of(out, zero);
    var pulled = new BlockBuilder().at(o.span());
    var yields = new ArrayList<Value>();
    boolean isSeed = Guard.is(guard, Guard.Kind.SEED);
    if (isSeed) {
      pulled.addAll(o.otherwise().ops());
    } else {
      // evaluated for its tangent alone; Simplify takes out the rest
      statements(o.otherwise(), pulled);
    }
    for (int i = 0; i < o.results().size(); i++) {
      if (tangents.active(o.results().get(i))) {
        Value yield = o.otherwise().yields().get(i);
        yields.add(isSeed ? yield : tangents.of(pulled, yield));
      }
    }
    Map<Value, Value> map = new IdentityHashMap<>();
    if (isSeed) {
      map.put(zero, moves);
    }
    Block copy = new Cloner(v -> map.getOrDefault(v, v),
        v -> map.computeIfAbsent(v, x -> new Value(x.type(), x.name()))).block(pulled.block(List.of(), yields));
    var then = new BlockBuilder().at(o.span());
    statements(o.then(), then);
    var none = new BlockBuilder().at(o.span());
    Value nothing = none.constant(0.0);
    var tangentsOfThen = yields.stream().map(y -> Value.temporary(Type.DOUBLE)).toList();
    then.add(new Op.If(tangentsOfThen, then.isZero(Guard.Kind.SEED, moves),
        none.block(List.of(), yields.stream().map(y -> nothing).toList()), copy, o.span()));
    var all = new ArrayList<>(o.then().yields());
    all.addAll(tangentsOfThen);
    Block otherwise = branch(o.results(), o.otherwise());
    tangents.keep(out, new Op.If(tangents.with(out, o.results(), o.results(), true), o.condition(), then.block(List.of(), all),
        otherwise, o.span()));
  }
}
