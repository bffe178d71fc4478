package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.analysis.Activity;
import dev.adjoint.processor.analysis.Aliases;
import dev.adjoint.processor.analysis.Memory;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import dev.adjoint.processor.transform.RuledPrimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Gives every active array a shadow of the same shape that holds its adjoint: made where the array is made, moved wherever
 * its reference moves, so that references that alias have shadows that alias.
 */
final class Shadows {

  /**
   * A call whose forward half runs in the forward sweep and whose other half runs in the reverse sweep.
   *
   * @param callee the original
   * @param args the original's arguments; arrays that may change later are snapshots
   * @param wrt for each argument, whether the callee differentiates it
   * @param results the primal results
   * @param kept what a rule reads besides or instead of the arguments: the result or its snapshot, a state; else null
   * @param partials what a rule that cannot wait for the seed gave for the seed 1: a number, or an array of several; else null
   */
  record SplitCall(Callee callee, List<Value> args, List<Boolean> wrt, List<Value> results, Value kept, Value partials) {}

  /**
   * A tensor operation whose derivatives are written in the reverse sweep.
   *
   * @param args the arguments; arrays that may change later are snapshots
   * @param shapes for each argument, its shape if a derivative reads it, else null
   * @param forms for each argument, its form if a derivative reads it, else null
   */
  record TensorCall(Callee.TensorOp callee, List<Value> args, Map<Integer, Value> shapes, Map<Integer, Value> forms) {
    /** The same of other values. */
    TensorCall with(UnaryOperator<Value> change) {
      return new TensorCall(callee, args.stream().map(change).toList(), changed(shapes, change), changed(forms, change));
    }

    private static Map<Integer, Value> changed(Map<Integer, Value> values, UnaryOperator<Value> change) {
      var all = new HashMap<>(values);
      all.replaceAll((k, v) -> v == null ? null : change.apply(v));
      return all;
    }
  }

  private final Activity activity;
  private final Memory primalMemory;
  private final Value tape;
  private final HelperNames names;
  final Map<Value, Value> shadows = new IdentityHashMap<>();
  final Map<Op, SplitCall> splitCalls = new IdentityHashMap<>();
  final Map<Op, TensorCall> tensorCalls = new IdentityHashMap<>();
  /** What has its result's adjoint elsewhere: copies for the reverse sweep's eyes, and what is read of the state of a rule. */
  final Set<Op> snapshots = Collections.newSetFromMap(new IdentityHashMap<>());
  /** Parameters whose rows move, with the caller's buffers. */
  final Map<Value, Value> moved = new LinkedHashMap<>();
  boolean usesTape;
  private final boolean split;

  Shadows(Function function, Activity activity, Aliases aliases, Value tape, HelperNames names, boolean split) {
    this.activity = activity;
    this.primalMemory = new Memory(function, aliases, names.effects(), split);
    this.tape = tape;
    this.names = names;
    this.split = split;
  }

  /** The function with shadows; those of the parameters are given. */
  Function apply(Function f, Map<Value, Value> parameterShadows) {
    shadows.putAll(parameterShadows);
    var entry = new BlockBuilder();
    if (!split) {
      ownRows(f, parameterShadows, entry);
    }
    for (Value p : f.params()) {
      if (p.type().isArray() && activity.active(p) && !shadows.containsKey(p)) {
        shadows.put(p, zeros(entry, p));
      }
    }
    var ops = new ArrayList<>(entry.ops());
    Block body = block(f.body());
    ops.addAll(body.ops());
    var params = new ArrayList<>(f.params());
    var wrt = new ArrayList<>(f.wrt());
    parameterShadows.values().forEach(s -> {
      params.add(s);
      wrt.add(false);
    });
    return new Function(f.key(), f.name(), params, wrt, f.results(), new Block(List.of(), ops, body.yields()), f.span());
  }

  /**
   * A method that moves the rows of a parameter moves those of its shadow: not in the caller's buffer, but in an outer array
   * of our own over the same rows.
   */
  private void ownRows(Function f, Map<Value, Value> parameterShadows, BlockBuilder entry) {
    var seen = new ArrayList<Value>();
    parameterShadows.forEach((p, s) -> {
      if (p.type().rank() > 1 && primalMemory.rowsMove(p)) {
        Value own = ownRows(entry, s);
        for (Value earlier : seen) {
          if (earlier.type().equals(p.type())) {
            Value same = entry.binary(Op.BinaryKind.EQ, s, parameterShadows.get(earlier));
            own = entry.select(same, shadows.get(earlier), own, s.name());
          }
        }
        seen.add(p);
        shadows.put(p, own);
        moved.put(p, s);
      }
    });
  }

  /** A copy of all levels but the last. */
  private static Value ownRows(BlockBuilder entry, Value array) {
    if (array.type().rank() > 2) {
      return entry.runtime(RuntimeFunction.OWN_ROWS, array.type(), array.name(), array);
    }
    var copy = new Value(array.type(), array.name());
    entry.add(new Op.Copy(copy, Op.CopyKind.CLONE, array, List.of(), entry.span()));
    return copy;
  }

  private boolean shadowed(Value v) {
    return v.type().isArray() && activity.active(v);
  }

  private static Value zeros(BlockBuilder b, Value array) {
    return b.runtime(RuntimeFunction.ZEROS_LIKE, array.type().shadow(), Context.adjointName(array), array);
  }

  private Value shadow(Value v) {
    Value s = shadows.get(v);
    if (s == null) {
      throw new IllegalStateException("no shadow of " + v);
    }
    return s;
  }

  private Value declare(Value v) {
    return shadows.computeIfAbsent(v, x -> new Value(x.type().shadow(), Context.adjointName(x)));
  }

  /** The values with the shadows of those that have one behind them. */
  private List<Value> withShadows(List<Value> keys, List<Value> values, boolean declare) {
    var all = new ArrayList<>(values);
    for (int i = 0; i < keys.size(); i++) {
      if (shadowed(keys.get(i))) {
        all.add(declare ? declare(values.get(i)) : shadow(values.get(i)));
      }
    }
    return all;
  }

  private Block block(Block b) {
    var out = new BlockBuilder();
    for (Op op : b.ops()) {
      out.at(op.span());
      op(op, out);
    }
    return out.block(b.params(), b.yields());
  }

  private void op(Op op, BlockBuilder out) {
    switch (op) {
      case Op.If o -> {
        Block then = block(o.then());
        Block otherwise = block(o.otherwise());
        out.add(new Op.If(withShadows(o.results(), o.results(), true), o.condition(),
            yields(o.results(), then), yields(o.results(), otherwise), o.span()));
      }
      case Op.For o -> {
        List<Value> inits = withShadows(o.results(), o.inits(), false);
        List<Value> params = withShadows(o.results(), o.body().params(), true);
        Block body = yields(o.results(), block(o.body()));
        out.add(new Op.For(withShadows(o.results(), o.results(), true), o.iv(), o.from(), o.to(), o.step(),
            o.inclusive(), inits, new Block(params, body.ops(), body.yields()), o.snapshots(), o.span()));
      }
      case Op.While o -> {
        List<Value> inits = withShadows(o.results(), o.inits(), false);
        List<Value> conditionParams = withShadows(o.results(), o.condition().params(), true);
        Block condition = block(o.condition());
        List<Value> params = withShadows(o.results(), o.body().params(), true);
        Block body = yields(o.results(), block(o.body()));
        out.add(new Op.While(withShadows(o.results(), o.results(), true), inits,
            new Block(conditionParams, condition.ops(), condition.yields()),
            new Block(params, body.ops(), body.yields()), o.snapshots(), o.span()));
      }
      case Op.Try o -> {
        List<Value> inits = withShadows(o.slots(), o.inits(), false);
        List<Value> slots = withShadows(o.slots(), o.slots(), true);
        Block body = yields(o.results(), block(o.body()));
        var handlers = o.handlers().stream().map(h -> h.with(yields(o.results(), block(h.block())))).toList();
        out.add(new Op.Try(withShadows(o.results(), o.results(), true), inits, slots, body, handlers, o.span()));
      }
      case Op.Assign o -> {
        out.add(o);
        if (shadowed(o.slot())) {
          out.add(new Op.Assign(shadow(o.slot()), shadow(o.value()), o.span()));
        }
      }
      case Op.Call o -> call(o, out);
      case Op.Load o -> {
        out.add(o);
        if (shadowed(o.result())) {
          out.add(new Op.Load(declare(o.result()), shadow(o.array()), o.index(), o.span()));
        }
      }
      case Op.Store o -> {
        out.add(o);
        if (shadowed(o.value())) {
          out.store(shadow(o.array()), o.index(), shadow(o.value()));
        }
      }
      case Op.Fill o -> {
        out.add(o);
        if (shadowed(o.value())) {
          out.add(new Op.Fill(shadow(o.array()), o.from(), o.to(), shadow(o.value()), o.span()));
        }
      }
      case Op.ArrayCopy o -> {
        out.add(o);
        if (shadowed(o.target()) && o.target().type().rank() > 1) {
          out.add(new Op.ArrayCopy(shadow(o.source()), o.sourcePos(), shadow(o.target()), o.targetPos(), o.length(),
              o.span()));
        }
      }
      case Op.NewArray o -> {
        out.add(o);
        if (shadowed(o.result()) && !shadows.containsKey(o.result())) {
          if (o.result().type().innermost().isTensor()) {
            out.add(new Op.NewArray(declare(o.result()), o.dims(), o.span()));
          } else if (o.result().type().rank() == 1) {
            shadows.put(o.result(), pooled(out, o.dims().getFirst(), o.result()));
          } else if (o.result().type().rank() == 2) {
            usesTape = true;
            out.add(new Op.Call(List.of(declare(o.result())), new Callee.Runtime(RuntimeFunction.POOL_LIKE),
                List.of(tape, o.result()), o.span()));
          } else {
            out.add(new Op.NewArray(declare(o.result()), o.dims(), o.span()));
          }
        }
      }
      case Op.Copy o -> {
        out.add(o);
        if (shadowed(o.result())) {
          if (o.result().type().elementType().isTensor()) {
            out.add(new Op.NewArray(declare(o.result()), List.of(out.length(o.result())), o.span()));
          } else if (o.result().type().rank() == 1) {
            shadows.put(o.result(), pooled(out, out.length(o.result()), o.result()));
          } else {
            out.add(new Op.Copy(declare(o.result()), o.kind(), shadow(o.array()), o.args(), o.span()));
          }
        }
      }
      case Op.Const o -> {
        out.add(o);
        if (shadowed(o.result())) {
          out.add(new Op.Const(declare(o.result()), null, o.span()));
        }
      }
      case Op.Opaque o -> constant(o, o.result(), out);
      case Op.Intrinsic o -> constant(o, o.result(), out);
      case Op.Unary o -> out.add(o);
      case Op.Binary o -> out.add(o);
      case Op.Cast o -> out.add(o);
      case Op.ArrayLength o -> out.add(o);
      case Op.Accumulate o -> out.add(o);
      case Op.Throw o -> out.add(o);
      case Op.Comment o -> out.add(o);
    }
  }

  private Block yields(List<Value> results, Block b) {
    boolean ends = !b.ops().isEmpty() && b.ops().getLast() instanceof Op.Throw;
    if (ends) {
      // placeholders have no shadows of their own
      var out = new BlockBuilder();
      var all = new ArrayList<>(b.yields());
      results.stream().filter(this::shadowed).forEach(r -> all.add(out.zero(r.type().shadow())));
      out.addAll(b.ops());
      return out.block(b.params(), all);
    }
    return new Block(b.params(), b.ops(), withShadows(results, b.yields(), false));
  }

  private Value pooled(BlockBuilder out, Value length, Value array) {
    usesTape = true;
    return out.runtime(RuntimeFunction.POOL_DOUBLES, Type.DOUBLE.array(), Context.adjointName(array), tape, length);
  }

  /** An array that nobody differentiates but that meets active ones: its adjoint goes nowhere. */
  private void constant(Op op, Value result, BlockBuilder out) {
    out.add(op);
    if (result != null && shadowed(result)) {
      shadows.put(result, zeros(out, result));
    }
  }

  private void call(Op.Call o, BlockBuilder out) {
    List<Boolean> wrt = wrt(o);
    // A detached tensor is constant, whatever the analysis claims.
    boolean active = !(o.callee() instanceof Callee.Runtime) && (o.results().stream().anyMatch(activity::active)
        || Activity.differentiated(o).stream().anyMatch(activity::active));
    if (!active) {
      out.add(switch (o.callee()) {
        case Callee.Local c when c.flat() -> new Op.Call(o.results(), names.primal(c), o.args(), o.span());
        case Callee.External c when c.flat() -> new Op.Call(o.results(), names.primal(c), o.args(), o.span());
        case Callee c -> o;
      });
      return;
    }
    Value result = o.results().isEmpty() ? null : o.results().getFirst();
    if (o.callee() instanceof Callee.TensorOp op) {
      var call = new Op.Call(o.results(), op, o.args(), o.span());
      tensorCalls.put(call, tensorCall(o, op, out));
      out.add(call);
      if (shadowed(result)) {
        out.add(new Op.NewArray(declare(result), List.of(out.length(result)), o.span()));
      }
      return;
    }
    if (o.callee() instanceof Callee.Ruled ruled) {
      var args = new ArrayList<Value>();
      boolean kept = ruled.reads() instanceof Callee.RuleReads.State;
      for (Value a : o.args()) {
        boolean changes = !kept && a.type().isArray() && !primalMemory.unchangedAfterDeep(o, a);
        if (changes) {
          args.add(snapshot(o, a, out));
        } else {
          args.add(a);
        }
      }
      var primal = RuledPrimal.write(out, o, ruled, true);
      if (primal.read() != null) {
        snapshots.add(primal.read());
      }
      for (int i = 0; i < args.size(); i++) {
        Value original = o.args().get(i);
        if (wrt.get(i) && original.type().isArray() && original != args.get(i)) {
          shadows.put(args.get(i), shadowOrZeros(out, original));
        }
      }
      if (result != null && shadowed(result)) {
        shadows.put(result, zeros(out, result));
      }
      Value partials = readsObject(ruled, o) ? partials(ruled, o, primal.value(), out) : null;
      splitCalls.put(primal.call(), new SplitCall(o.callee(), args, wrt, o.results(), primal.value(), partials));
      return;
    }
    usesTape = true;
    Callee.Generated forward = switch (o.callee()) {
      case Callee.External c -> names.forward(c);
      case Callee.Local c -> names.forward(c, wrt);
      case Callee c -> throw new IllegalStateException("call of " + c);
    };
    var args = new ArrayList<>(o.args());
    for (int i = 0; i < wrt.size(); i++) {
      if (wrt.get(i) && o.args().get(i).type().isArray()) {
        args.add(shadowOrZeros(out, o.args().get(i)));
      }
    }
    args.add(tape);
    var call = new Op.Call(o.results(), forward, args, o.span());
    out.add(call);
    for (Value r : o.results().reversed()) {
      if (r.type().isArray() && r.type().canBeActive()) {
        shadows.put(r, out.runtime(RuntimeFunction.POP_REF, r.type().shadow(), Context.adjointName(r), tape));
      }
    }
    splitCalls.put(call, new SplitCall(o.callee(), o.args(), wrt, o.results(), null, null));
  }

  /** Whether a rule from numbers to a number reads an object, which may be another one, to look at, when the reverse sweep comes. */
  private static boolean readsObject(Callee.Ruled ruled, Op.Call o) {
    return !(ruled.reads() instanceof Callee.RuleReads.State) && ruled.result() != null && ruled.result().isFloating()
        && o.args().stream().anyMatch(a -> Memory.isChangeable(a.type()))
        && Activity.differentiated(o).stream().allMatch(a -> a.type().isFloating());
  }

  /** The partial derivatives, from the rule itself, which is linear in the seed. */
  private Value partials(Callee.Ruled ruled, Op.Call o, Value kept, BlockBuilder out) {
    var args = new ArrayList<>(o.args());
    if (kept != null) {
      args.add(kept);
    }
    args.add(out.constant(1.0));
    boolean one = Activity.differentiated(o).size() == 1;
    var partials = new Value(one ? Type.DOUBLE : Type.DOUBLE.array(), ruled.name() + (one ? "Partial" : "Partials"));
    out.add(new Op.Call(List.of(partials), names.rule(ruled.vjp()), args, o.span()));
    return partials;
  }

  /** Shapes are taken before the call, so that the reverse sweep need not keep a tensor for its shape. */
  private TensorCall tensorCall(Op.Call o, Callee.TensorOp op, BlockBuilder out) {
    Set<Integer> arguments = new HashSet<>();
    var shapes = new LinkedHashMap<Integer, Value>();
    var forms = new LinkedHashMap<Integer, Value>();
    for (int i = 0; i < o.args().size(); i++) {
      if (op.vjp().get(i) == null || !activity.active(o.args().get(i))) {
        continue;
      }
      for (Callee.TensorRead read : TensorSweep.reads(op, i)) {
        boolean ofOperand = read.kind() != Callee.TensorReadKind.RESULT && read.kind() != Callee.TensorReadKind.SEED;
        Value of = ofOperand ? o.args().get(read.operand()) : null;
        switch (read.kind()) {
          case ARGUMENT -> arguments.add(read.operand());
          case SHAPE -> shapes.computeIfAbsent(read.operand(),
              k -> out.runtime(RuntimeFunction.TENSOR_SHAPE, TensorSweep.SHAPE, suffixed(of, "Shape"), of));
          case FORM -> forms.computeIfAbsent(read.operand(), k -> TensorSweep.form(out, of, suffixed(of, "Form")));
          case RESULT -> { }
          case SEED -> { }
        }
      }
    }
    var args = new ArrayList<>(o.args());
    for (int i : arguments) {
      Value a = o.args().get(i);
      if (a.type().isArray() && !primalMemory.unchangedAfterDeep(o, a)) {
        args.set(i, snapshot(o, a, out));
      }
    }
    return new TensorCall(op, args, shapes, forms);
  }

  private static String suffixed(Value v, String suffix) {
    return v.name() == null ? null : v.name() + suffix;
  }

  private Value snapshot(Op.Call o, Value array, BlockBuilder out) {
    if (array.type().rank() > 1) {
      return out.runtime(RuntimeFunction.DEEP_COPY, array.type(), array.name(), array);
    }
    var snapshot = new Value(array.type(), array.name());
    var copy = new Op.Copy(snapshot, Op.CopyKind.CLONE, array, List.of(), o.span());
    snapshots.add(copy);
    out.add(copy);
    return snapshot;
  }

  private Value shadowOrZeros(BlockBuilder out, Value array) {
    return shadowed(array) ? shadow(array) : zeros(out, array);
  }

  /** With respect to which arguments a call is differentiated. */
  private List<Boolean> wrt(Op.Call o) {
    return switch (o.callee()) {
      case Callee.External c -> c.wrt();
      case Callee.Ruled c -> c.wrt();
      case Callee.TensorOp c -> c.wrt();
      case Callee.Local c -> o.args().stream()
          .map(a -> a.type().canBeActive() && (a.type().isArray() ? activity.active(a) : activity.varied(a))).toList();
      case Callee.Generated c -> List.of();
      case Callee.Runtime c -> List.of();
    };
  }
}
