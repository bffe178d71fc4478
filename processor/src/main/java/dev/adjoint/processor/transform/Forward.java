package dev.adjoint.processor.transform;

import dev.adjoint.processor.analysis.Activity;
import dev.adjoint.processor.analysis.Aliases;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Guard;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
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

/**
 * Forward mode: beside each active value its tangent, beside each active array an array of tangents. A. Griewank,
 * A. Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, section 3.1.
 */
public final class Forward {
  private final Function f;
  private final Activity activity;
  private final HelperTangents names;
  private final Jets jets;
  private final Map<Value, Value> tangents = new IdentityHashMap<>();
  private final Set<Value> nullable = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Op> primal = Collections.newSetFromMap(new IdentityHashMap<>());
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
    this.names = names;
    var aliases = new Aliases(f);
    this.activity = analyse ? new Activity(f, aliases) : Activity.everything(f, aliases);
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
        if (activity.active(p)) {
          tangents.put(p, t);
        }
      } else if (p.type().isArray() && activity.active(p)) {
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
        Value t = result.type().isArray() && !activity.active(result) ? jets.zeros(out, result) : tangent(out, result);
        yields.add(nullable.contains(t)
            ? out.runtime(RuntimeFunction.TENSOR_OR_ZEROS, t.type(), tangentName(result), t, result) : t);
      }
    }
    first.addAll(out.ops());
    out = first;
    var wrt = params.stream().map(p -> false).toList();
    var result = new Function(f.key() + suffix, f.name() + suffix, params, wrt,
        yields.stream().map(Value::type).toList(), out.block(List.of(), yields), f.span());
    return Simplify.apply(result, primal);
  }

  private static boolean ends(Block b) {
    return !b.ops().isEmpty() && b.ops().getLast() instanceof Op.Throw;
  }

  private boolean active(Value v) {
    return activity.active(v);
  }

  /** The tangent; a constant zero for an inactive scalar. */
  private Value tangent(BlockBuilder out, Value v) {
    Value t = tangents.get(v);
    if (t != null) {
      return t;
    }
    if (v.type().isArray()) {
      throw new IllegalStateException("no tangent of " + v);
    }
    return maybeNull(jets.constant(out, v));
  }

  /** Notes that a tensor's tangent may be null, which stands for zero. */
  private Value maybeNull(Value tangent) {
    if (tangent.type().isTensor()) {
      nullable.add(tangent);
    }
    return tangent;
  }

  private Value declare(Value v) {
    return tangents.computeIfAbsent(v, x -> maybeNull(new Value(jets.type(x.type()), jets.name(x))));
  }

  private void define(Value v, Value tangent) {
    if (active(v)) {
      tangents.put(v, tangent);
    }
  }

  private void statements(Block b, BlockBuilder out) {
    for (Op op : b.ops()) {
      out.at(op.span());
      op(op, out);
    }
  }

  private void keep(BlockBuilder out, Op op) {
    primal.add(op);
    out.add(op);
  }

  private void op(Op op, BlockBuilder out) {
    switch (op) {
      case Op.Unary o -> scalar(out, o, o.result(), List.of(o.a()), Rules.unary(o.kind()), Rules.MATH);
      case Op.Binary o ->
          scalar(out, o, o.result(), List.of(o.a(), o.b()), Rules.binary(o.kind(), o.a().type()), Rules.MATH);
      case Op.Intrinsic o when Guard.isUndefined(o) -> {
        keep(out, o);
        tangents.put(o.result(), o.result());
      }
      case Op.Intrinsic o when Guard.is(o) -> {
        keep(out, o);
        guards.put(o.result(), o);
      }
      case Op.Intrinsic o -> {
        if (o.result().type().isArray()) {
          keep(out, o);
          constant(out, o.result());
        } else {
          scalar(out, o, o.result(), o.args(), Activity.rule(o), o.owner());
        }
      }
      case Op.Cast o -> {
        keep(out, o);
        if (active(o.result()) && o.a().type().isFloating()) {
          define(o.result(), jets.converted(out, o.result(), tangent(out, o.a())));
        }
      }
      case Op.Load o -> {
        keep(out, o);
        if (active(o.result())) {
          Value loaded = out.load(tangents.get(o.array()), o.index(), jets.name(o.result()));
          define(o.result(), o.result().type().isFloating() ? jets.loaded(out, o.result(), loaded) : maybeNull(loaded));
        }
      }
      case Op.Store o -> {
        keep(out, o);
        if (active(o.array())) {
          out.store(tangents.get(o.array()), o.index(), tangent(out, o.value()));
        }
      }
      case Op.Fill o -> {
        keep(out, o);
        if (active(o.array())) {
          out.add(new Op.Fill(tangents.get(o.array()), o.from(), o.to(), tangent(out, o.value()), o.span()));
        }
      }
      case Op.NewArray o -> {
        keep(out, o);
        if (active(o.result())) {
          out.add(new Op.NewArray(declare(o.result()), o.dims(), o.span()));
        }
      }
      case Op.Copy o -> {
        keep(out, o);
        if (active(o.result())) {
          if (active(o.array())) {
            out.add(new Op.Copy(declare(o.result()), o.kind(), tangents.get(o.array()), o.args(), o.span()));
          } else {
            constant(out, o.result());
          }
        }
      }
      case Op.ArrayCopy o -> {
        keep(out, o);
        if (active(o.target())) {
          if (active(o.source())) {
            out.add(new Op.ArrayCopy(tangents.get(o.source()), o.sourcePos(), tangents.get(o.target()), o.targetPos(),
                o.length(), o.span()));
          } else {
            Value end = out.binary(Op.BinaryKind.ADD, o.targetPos(), o.length());
            Type cell = tangents.get(o.target()).type().elementType();
            Value zero = cell.isTensor() ? out.zero(cell) : jets.zero(out);
            out.add(new Op.Fill(tangents.get(o.target()), o.targetPos(), end, zero, o.span()));
          }
        }
      }
      case Op.Const o -> {
        keep(out, o);
        if (o.result().type().isArray() && active(o.result())) {
          out.add(new Op.Const(declare(o.result()), null, o.span()));
        }
      }
      case Op.Opaque o -> {
        keep(out, o);
        if (o.result() != null) {
          constant(out, o.result());
        }
      }
      case Op.Call o -> call(out, o);
      case Op.If o when guards.containsKey(o.condition()) -> guarded(out, o, guards.get(o.condition()));
      case Op.If o -> {
        Block then = branch(o.results(), o.then());
        Block otherwise = branch(o.results(), o.otherwise());
        keep(out, new Op.If(with(out, o.results(), o.results(), true), o.condition(), then, otherwise, o.span()));
      }
      case Op.For o -> {
        List<Value> inits = with(out, o.results(), o.inits(), false);
        List<Value> params = with(out, o.results(), o.body().params(), true);
        Block body = branch(o.results(), o.body());
        keep(out, new Op.For(with(out, o.results(), o.results(), true), o.iv(), o.from(), o.to(), o.step(),
            o.inclusive(), inits, new Block(params, body.ops(), body.yields()), o.span()));
      }
      case Op.While o -> {
        List<Value> inits = with(out, o.results(), o.inits(), false);
        List<Value> conditionParams = with(out, o.results(), o.condition().params(), true);
        var condition = new BlockBuilder();
        statements(o.condition(), condition);
        List<Value> params = with(out, o.results(), o.body().params(), true);
        Block body = branch(o.results(), o.body());
        keep(out, new Op.While(with(out, o.results(), o.results(), true), inits,
            condition.block(conditionParams, o.condition().yields()),
            new Block(params, body.ops(), body.yields()), o.span()));
      }
      case Op.Try o -> {
        List<Value> inits = with(out, o.slots(), o.inits(), false);
        List<Value> slots = with(out, o.slots(), o.slots(), true);
        Block body = branch(o.results(), o.body());
        var handlers = o.handlers().stream().map(h -> h.with(branch(o.results(), h.block()))).toList();
        keep(out, new Op.Try(with(out, o.results(), o.results(), true), inits, slots, body, handlers, o.span()));
      }
      case Op.Assign o -> {
        keep(out, o);
        if (active(o.slot())) {
          out.add(new Op.Assign(tangents.get(o.slot()), tangent(out, o.value()), o.span()));
        }
      }
      case Op.ArrayLength o -> keep(out, o);
      case Op.Accumulate o -> {
        keep(out, o);
        if (active(o.array())) {
          out.accumulate(tangents.get(o.array()), o.index(), tangent(out, o.value()));
        }
      }
      case Op.Throw o -> keep(out, o);
      case Op.Comment o -> out.add(o);
    }
  }

  private void constant(BlockBuilder out, Value result) {
    if (result.type().isArray() && active(result)) {
      tangents.put(result, jets.zeros(out, result));
    }
  }

  private void scalar(BlockBuilder out, Op op, Value result, List<Value> operands, Rule rule, Type.Ref owner) {
    keep(out, op);
    if (!active(result) || !(rule instanceof Rule.Smooth smooth)) {
      return;
    }
    define(result, jets.scalar(out, op, result, operands, smooth, owner, v -> active(v) ? tangent(out, v) : null));
  }

  private List<Value> with(BlockBuilder out, List<Value> keys, List<Value> values, boolean declare) {
    var all = new ArrayList<>(values);
    for (int i = 0; i < keys.size(); i++) {
      if (active(keys.get(i))) {
        all.add(declare ? declare(values.get(i)) : tangent(out, values.get(i)));
      }
    }
    return all;
  }

  private Block branch(List<Value> results, Block b) {
    var out = new BlockBuilder();
    if (ends(b)) {
      var all = new ArrayList<>(b.yields());
      results.stream().filter(this::active).forEach(r -> all.add(out.zero(jets.type(r.type()))));
      statements(b, out);
      return out.block(b.params(), all);
    }
    statements(b, out);
    return out.block(b.params(), with(out, results, b.yields(), false));
  }

  /**
   * A guard's branches. Where a seed is zero, the result's tangent is the pull of the seed's tangent, for a pull is linear. Where a
   * factor is zero, it is that of the other branch, as long as the factor moves.
   */
  private void guarded(BlockBuilder out, Op.If o, Op guard) {
    Value zero = Guard.operand(guard);
    if (!active(zero) || o.results().stream().noneMatch(this::active)) {
      Block then = branch(o.results(), o.then());
      Block otherwise = branch(o.results(), o.otherwise());
      keep(out, new Op.If(with(out, o.results(), o.results(), true), o.condition(), then, otherwise, o.span()));
      return;
    }
    Value moves = tangent(out, zero);
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
      if (active(o.results().get(i))) {
        Value yield = o.otherwise().yields().get(i);
        yields.add(isSeed ? yield : tangent(pulled, yield));
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
    keep(out, new Op.If(with(out, o.results(), o.results(), true), o.condition(), then.block(List.of(), all), otherwise,
        o.span()));
  }

  private void half(BlockBuilder out, Op.Call o, Tangent tangent) {
    var args = new ArrayList<>(o.args());
    for (int i = 0; i < o.args().size(); i++) {
      if (tangent.wrt().get(i)) {
        args.add(tangentOrZeros(out, o.args().get(i)));
      }
    }
    var results = new ArrayList<>(o.results());
    for (int i = 0; i < o.results().size(); i++) {
      if (tangent.results().get(i)) {
        results.add(declare(o.results().get(i)));
      }
    }
    keep(out, new Op.Call(results, tangent.callee(), args, o.span()));
  }

  /** What reverse mode asks of the runtime: numbers and shadows are kept, and got back, together with their tangents. */
  private void runtime(BlockBuilder out, Op.Call o, RuntimeFunction function) {
    List<Value> args = o.args();
    switch (function) {
      case PUSH_DOUBLE -> {
        keep(out, o);
        out.runtime(function, args.getFirst(), tangent(out, args.get(1)));
      }
      case PUSH_REF -> {
        keep(out, o);
        if (args.get(1).type().canBeActive()) {
          out.runtime(function, args.getFirst(), tangent(out, args.get(1)));
        }
      }
      case POP_DOUBLE, POP_REF -> {
        Value result = o.results().getFirst();
        if (result.type().canBeActive()) {
          out.add(new Op.Call(List.of(declare(result)), o.callee(), args, o.span()));
        }
        keep(out, o);
      }
      case POOL_DOUBLES, POOL_LIKE, ZEROS_LIKE -> {
        keep(out, o);
        if (active(o.results().getFirst())) {
          out.add(new Op.Call(List.of(declare(o.results().getFirst())), o.callee(), args, o.span()));
        }
      }
      case DEEP_COPY -> {
        keep(out, o);
        Value result = o.results().getFirst();
        if (active(result) && active(args.getFirst())) {
          out.add(new Op.Call(List.of(declare(result)), o.callee(), List.of(tangent(out, args.getFirst())), o.span()));
        } else {
          constant(out, result);
        }
      }
      case ADD_INTO, ADD_STAGE -> {
        keep(out, o);
        if (active(args.get(1)) && active(args.getFirst())) {
          out.runtime(function, tangent(out, args.getFirst()), tangent(out, args.get(1)));
        }
      }
      case CHECKPOINTS_PUT, CHECKPOINTS_CONTENT, CHECKPOINTS_TAKE_DOUBLE, CHECKPOINTS_TAKE_REF, CONTENTS_KEEP, CONTENTS_MOVE ->
          throw new IllegalStateException("a checkpointed loop is not differentiated again");
      // A detached tensor is constant, whatever the analysis claims; the others have to do with no number.
      case RuntimeFunction other -> keep(out, o);
    }
  }

  private void call(BlockBuilder out, Op.Call o) {
    if (o.callee() instanceof Callee.TensorOp op) {
      keep(out, o);
      if (active(o.results().getFirst())) {
        define(o.results().getFirst(), new TensorTangent(out, nullable).write(o, op, i -> active(o.args().get(i))
            ? tangents.get(o.args().get(i)) : null));
      }
      return;
    }
    if (o.callee() instanceof Callee.Runtime runtime) {
      runtime(out, o, runtime.function());
      return;
    }
    if (o.callee() instanceof Callee.Generated half) {
      Tangent tangent = names.tangent(half);
      if (tangent == null) {
        // a method that was called for its value alone
        keep(out, o);
        o.results().forEach(r -> constant(out, r));
      } else {
        half(out, o, tangent);
      }
      return;
    }
    boolean any = o.results().stream().anyMatch(this::active)
        || Activity.differentiated(o).stream().anyMatch(this::active);
    if (!any) {
      keep(out, primal(o));
      return;
    }
    if (!(o.callee() instanceof Callee.Local)) {
      List<Value> varied = Activity.differentiated(o).stream().filter(this::active).toList();
      Value joined = jets.joined(out, varied.stream().map(v -> tangent(out, v)).toList());
      if (joined != null) {
        keep(out, primal(o));
        o.results().forEach(r -> define(r, joined));
        varied.stream().filter(v -> v.type().isArray())
            .forEach(v -> out.add(new Op.Fill(tangents.get(v), null, null, joined, o.span())));
        return;
      }
    }
    List<Boolean> wrt = switch (o.callee()) {
      case Callee.External c -> c.wrt();
      case Callee.Ruled c -> c.wrt();
      case Callee.TensorOp c -> c.wrt();
      case Callee.Local c -> o.args().stream().map(a -> a.type().canBeActive() && active(a)).toList();
      case Callee.Generated c -> List.of();
      case Callee.Runtime c -> List.of();
    };
    if (o.callee() instanceof Callee.Ruled ruled) {
      Value t = null;
      if (RuledTangent.comesFirst(ruled)) {
        t = RuledTangent.write(out, o, ruled, null, v -> tangentOrZeros(out, v));
        keep(out, o);
      } else {
        int before = out.ops().size();
        Value kept = RuledPrimal.write(out, o, ruled, false).value();
        primal.addAll(out.ops().subList(before, out.ops().size()));
        t = RuledTangent.write(out, o, ruled, kept, v -> tangentOrZeros(out, v));
      }
      if (t != null && !o.results().isEmpty() && o.results().getFirst().type().isDifferentiable()) {
        define(o.results().getFirst(), t);
      }
      return;
    }
    var args = new ArrayList<>(o.args());
    for (int i = 0; i < wrt.size(); i++) {
      if (wrt.get(i)) {
        args.add(tangentOrZeros(out, o.args().get(i)));
      }
    }
    Callee.Generated jvp = switch (o.callee()) {
      case Callee.External c -> names.jvp(c);
      case Callee.Local c -> names.jvp(c, wrt);
      case Callee c -> throw new IllegalStateException("call of " + c);
    };
    var results = new ArrayList<>(o.results());
    args.addAll(jets.context());
    o.results().stream().filter(r -> r.type().canBeActive()).forEach(r -> results.add(declare(r)));
    keep(out, new Op.Call(results, jvp, args, o.span()));
  }

  /** The call as the primal has it. */
  private Op.Call primal(Op.Call o) {
    return switch (o.callee()) {
      case Callee.Local c when c.flat() -> new Op.Call(o.results(), names.primal(c), o.args(), o.span());
      case Callee.External c when c.flat() -> new Op.Call(o.results(), names.primal(c), o.args(), o.span());
      case Callee c -> o;
    };
  }

  /** The tangent for a callee, to which null would not stand for zero. */
  private Value tangentOrZeros(BlockBuilder out, Value v) {
    if (v.type().isArray() && !tangents.containsKey(v)) {
      return jets.zeros(out, v);
    }
    Value t = tangent(out, v);
    return nullable.contains(t) ? out.runtime(RuntimeFunction.TENSOR_OR_ZEROS, t.type(), tangentName(v), t, v) : t;
  }
}
