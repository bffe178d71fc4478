package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.analysis.Activity;
import dev.adjoint.processor.analysis.Independence;
import dev.adjoint.processor.analysis.Memory;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What all parts of one reverse transformation share. A loop whose iterations are run again is a copy of the original; the
 * copies of its values and operations answer for their originals.
 */
final class Context {
  final Activity activity;
  final Memory memory;
  final Options options;
  static final Type TAPE = Type.Ref.of("dev.adjoint.runtime.tape", "Tape");
  final Value tape;
  final Map<Value, Value> shadows = new IdentityHashMap<>();
  final Map<Op, Shadows.SplitCall> splitCalls = new IdentityHashMap<>();
  final Map<Value, Op> definitions = new IdentityHashMap<>();
  /** The loops of counters. */
  final Map<Value, Op.For> counters = new IdentityHashMap<>();
  final Map<Value, Value> alias = new IdentityHashMap<>();
  final Weaver weaver = new Weaver(this);
  /** Tensor operations with what their derivatives read. */
  final Map<Op, Shadows.TensorCall> tensorCalls = new IdentityHashMap<>();
  private final Set<Value> nullable = Collections.newSetFromMap(new IdentityHashMap<>());
  final Set<Op> snapshots = Collections.newSetFromMap(new IdentityHashMap<>());
  /** Assignments that are left out where they stand: no handler is around that could read them. */
  final Set<Op> unseen = Collections.newSetFromMap(new IdentityHashMap<>());
  /** Operations of the primal, as opposed to those of the reverse sweep. */
  final Set<Op> primal = Collections.newSetFromMap(new IdentityHashMap<>());
  /** Arrays that keep values for the reverse sweep. */
  final Set<Value> caches = Collections.newSetFromMap(new IdentityHashMap<>());
  /** What the reverse sweep computes again. */
  final List<Op> recomputed = new ArrayList<>();
  /** A result whose shadow is the seed, or null. */
  Value output;
  boolean usesTape;
  private Set<Value> shadowValues;
  private final Map<Value, List<Op>> readers = new IdentityHashMap<>();
  HelperNames names;
  Fusion fusion;
  Independence independence;

  private final Map<Value, Value> originalValues = new IdentityHashMap<>();
  private final Map<Op, Op> originalOps = new IdentityHashMap<>();

  Context(Activity activity, Memory memory, Options options, Value tape) {
    this.tape = tape;
    this.activity = activity;
    this.memory = memory;
    this.options = options;
  }

  /**
   * What a reverse transformation may do.
   *
   * @param recompute whether values may be computed again; otherwise each one that is used is cached
   * @param fuse whether forward and reverse iterations may share a loop
   * @param lean whether what may be computed again is never cached because that is cheaper
   * @param checkpoint whether loops are checkpointed where the user wants it
   */
  record Options(boolean recompute, boolean fuse, boolean lean, boolean checkpoint) {}

  /** The tape, which from here on is a parameter. */
  Value tape() {
    usesTape = true;
    return tape;
  }

  /** The functions of one argument that are evaluated at a value. */
  List<Op> readers(Value v) {
    return readers.getOrDefault(v, List.of());
  }

  void define(Block block) {
    for (Op op : block.ops()) {
      if (op instanceof Op.Intrinsic i && i.args().size() == 1) {
        readers.computeIfAbsent(i.args().getFirst(), v -> new ArrayList<>()).add(op);
      }
      if (op instanceof Op.For f) {
        counters.put(f.iv(), f);
      }
      Ops.results(op).forEach(v -> definitions.put(v, op));
      Ops.blocks(op).forEach(this::define);
    }
  }

  void copied(Value original, Value copy) {
    originalValues.put(copy, original(original));
  }

  void copied(Op original, Op copy) {
    originalOps.put(copy, original(original));
    Shadows.SplitCall call = splitCalls.get(original);
    if (call != null) {
      splitCalls.put(copy, call);
    }
    Shadows.TensorCall tensorCall = tensorCalls.get(original);
    if (tensorCall != null) {
      tensorCalls.put(copy, tensorCall);
    }
  }

  /** Calls in a copied operation get the copies of their arguments. */
  void remapCalls(Op op, Map<Value, Value> map) {
    Shadows.SplitCall call = splitCalls.get(op);
    if (call != null) {
      splitCalls.put(op, new Shadows.SplitCall(call.callee(),
          call.args().stream().map(a -> map.getOrDefault(a, a)).toList(), call.wrt(),
          call.results().stream().map(r -> map.getOrDefault(r, r)).toList(), map.getOrDefault(call.kept(), call.kept()),
          map.getOrDefault(call.partials(), call.partials())));
    }
    Shadows.TensorCall tensorCall = tensorCalls.get(op);
    if (tensorCall != null) {
      tensorCalls.put(op, tensorCall.with(v -> map.getOrDefault(v, v)));
    }
    for (Block b : Ops.blocks(op)) {
      b.ops().forEach(o -> remapCalls(o, map));
    }
  }

  Value original(Value v) {
    return originalValues.getOrDefault(v, v);
  }

  Op original(Op op) {
    return originalOps.getOrDefault(op, op);
  }

  boolean active(Value v) {
    return activity.active(original(v));
  }

  Value shadow(Value array) {
    Value s = shadows.get(array);
    if (s == null) {
      throw new IllegalStateException("no shadow of " + array);
    }
    return s;
  }

  /** Whether the operation only moves shadows: the primal has no such operation. */
  boolean isShadowOp(Op op) {
    if (shadowValues == null) {
      shadowValues = Collections.newSetFromMap(new IdentityHashMap<>());
      shadowValues.addAll(shadows.values());
    }
    return !Ops.results(op).isEmpty() && shadowValues.containsAll(Ops.results(op));
  }

  /** The adjoint zero of a value: for a tensor null. */
  Value zero(BlockBuilder out, Value of) {
    Value zero = out.zero(of.type().shadow());
    return of.type().isTensor() ? maybeNull(zero) : zero;
  }

  /** The sum of two adjoints. */
  Value sum(BlockBuilder out, Value a, Value b, String name) {
    Value sum = out.sum(a, b, name);
    return isMaybeNull(a) && isMaybeNull(b) ? maybeNull(sum) : sum;
  }

  /** Notes that a tensor's adjoint may be null, which stands for zero. */
  Value maybeNull(Value adjoint) {
    if (adjoint.type().isTensor()) {
      nullable.add(adjoint);
    }
    return adjoint;
  }

  boolean isMaybeNull(Value adjoint) {
    return nullable.contains(adjoint);
  }

  /** The name of an adjoint. */
  static String adjointName(Value v) {
    return v.name() == null ? null : v.name() + "Adjoint";
  }
}
