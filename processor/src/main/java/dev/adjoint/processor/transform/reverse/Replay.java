package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.analysis.Caching;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.rules.Rules;
import dev.adjoint.processor.transform.BlockBuilder;
import dev.adjoint.processor.transform.Cloner;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A region whose forward sweep is over when its reverse sweep begins: a loop's body, a branch, a function that is split. The
 * reverse sweep uses placeholders; when it is complete, {@link #finish} puts in front of it what gives them their values.
 */
final class Replay extends Region {
  /** Elementwise operations of one instruction. */
  private static final Set<String> CHEAP = Set.of("add", "sub", "rsub", "mul", "neg", "square", "relu", "abs", "addScaled");

  /** The operation of the primal this is a block of, null for a whole function. */
  final Op owner;
  /** The reverse loop's counter where the owner is a counted loop. */
  final Value counter;
  /** Whether the reverse loop runs in the forward loop's order, so that no stack can serve it. */
  boolean ascending;
  private final Map<Value, Value> placeholders = new LinkedHashMap<>();

  Replay(Context context, Region parent, Block block, Op owner, Value counter) {
    super(context, parent, block);
    this.owner = owner;
    this.counter = counter;
    if (owner != null) {
      defined.addAll(Ops.inner(owner));
    }
  }

  /** Whether it is one of several ways through its owner, as a branch is, and not an iteration or a function. */
  boolean isWay() {
    return owner instanceof Op.If || owner instanceof Op.Try;
  }

  @Override
  Value useHere(Value v) {
    if (owner instanceof Op.For f && v == f.iv()) {
      return counter;
    }
    return placeholders.computeIfAbsent(v, x -> new Value(x.type(), x.name()));
  }

  /** What precedes the reverse sweep of this region. */
  BlockBuilder finish() {
    var prologue = new BlockBuilder();
    if (placeholders.isEmpty()) {
      return prologue;
    }
    Set<Value> free = owner instanceof Op.For f ? Set.of(f.iv()) : Set.of();
    Caching.Plan plan = Caching.plan(block, defined, new LinkedHashSet<>(placeholders.keySet()), free,
        keep(), this::repeatable);
    new Storage(context, this).fetch(plan.cached(), prologue);
    for (Op op : plan.recomputed()) {
      Map<Value, Value> inner = new IdentityHashMap<>();
      var results = Ops.results(op);
      Op copy = new Cloner(v -> inner.containsKey(v) ? inner.get(v) : use(v), v -> {
        if (results.contains(v)) {
          return useHere(v);
        }
        var fresh = new Value(v.type(), v.name());
        inner.put(v, fresh);
        return fresh;
      }).op(op);
      prologue.add(copy);
      context.recomputed.add(copy);
    }
    return prologue;
  }

  /** Under branches alone values are kept in locals, but where whose index it is has to be seen. */
  private int keep() {
    if (context.options.lean()) {
      return Caching.IN_MEMORY;
    }
    for (Region r = this; !(r instanceof InScope); r = r.parent) {
      if (r == null || !((Replay) r).isWay()) {
        return Caching.IN_MEMORY;
      }
    }
    return Caching.IN_LOCAL;
  }

  private boolean repeatable(Op op) {
    if (op instanceof Op.Const) {
      return true;
    }
    if (!context.options.recompute()) {
      return false;
    }
    return isRepeatable(context, op);
  }

  /** Whether the operation gives the same again at any later moment of the function. */
  static boolean isRepeatable(Context context, Op op) {
    return switch (op) {
      case Op.Const o -> true;
      case Op.Unary o -> true;
      case Op.Binary o -> true;
      case Op.Cast o -> true;
      case Op.ArrayLength o -> true;
      case Op.Intrinsic o -> Rules.isPure(o.owner().qualifiedName(), o.name(),
          o.args().stream().map(Value::type).toList());
      case Op.Load o -> context.memory.stable((Op.Load) context.original(o));
      case Op.Opaque o -> o.effect() == Op.Effect.PURE;
      case Op.If o -> Caching.cost(o) < 60 && o.then().ops().stream().allMatch(x -> isRepeatable(context, x))
          && o.otherwise().ops().stream().allMatch(x -> isRepeatable(context, x));
      case Op.Store o -> false;
      case Op.Accumulate o -> false;
      case Op.NewArray o -> false;
      case Op.Copy o -> false;
      case Op.ArrayCopy o -> false;
      case Op.Fill o -> false;
      case Op.Call o -> o.callee() instanceof Callee.Runtime r
          && (r.function() == RuntimeFunction.TENSOR_SHAPE || r.function() == RuntimeFunction.TENSOR_FORM)
          || o.callee() instanceof Callee.TensorOp t && CHEAP.contains(t.name()) && t.result().isTensor()
          && t.owner().pkg().equals(Type.TENSOR.pkg());
      case Op.For o -> false;
      case Op.While o -> false;
      case Op.Try o -> false;
      case Op.Assign o -> false;
      case Op.Throw o -> false;
      case Op.Comment o -> false;
    };
  }
}
