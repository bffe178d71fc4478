package dev.adjoint.processor.transform;

import dev.adjoint.processor.analysis.Activity;
import dev.adjoint.processor.analysis.Aliases;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stands beside the values of one function in forward mode: a tangent, a Taylor series or a set of columns for each active
 * value, from where its definition was written on. A tensor's tangent may be null, which stands for zero; which ones may is known here.
 *
 * <p>Also knows which of the written operations are the function's own.
 */
final class TangentMap {
  private final Activity activity;
  private final Jets jets;
  private final Map<Value, Value> tangents = new IdentityHashMap<>();
  private final Set<Value> nullable = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Op> primal = Collections.newSetFromMap(new IdentityHashMap<>());

  /** @param analyse whether activity is analysed; otherwise everything that can be active is */
  TangentMap(Function f, boolean analyse, Jets jets) {
    var aliases = new Aliases(f);
    this.activity = analyse ? new Activity(f, aliases) : Activity.everything(f, aliases);
    this.jets = jets;
  }

  boolean active(Value v) {
    return activity.active(v);
  }

  /** The tangent; a constant zero for an inactive scalar. */
  Value of(BlockBuilder out, Value v) {
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
  Value maybeNull(Value tangent) {
    if (tangent.type().isTensor()) {
      nullable.add(tangent);
    }
    return tangent;
  }

  /** A new tangent for a value that is defined next. */
  Value declare(Value v) {
    return tangents.computeIfAbsent(v, x -> maybeNull(new Value(jets.type(x.type()), jets.name(x))));
  }

  /** Takes what was computed as the tangent of a value, if that is active. */
  void define(Value v, Value tangent) {
    if (active(v)) {
      tangents.put(v, tangent);
    }
  }

  /** The tangent of an array, and of whatever has one already; null where there is none. */
  Value known(Value v) {
    return tangents.get(v);
  }

  /** Takes a value as the tangent of another, active or not. */
  void put(Value v, Value tangent) {
    tangents.put(v, tangent);
  }

  /** The tangent for a callee, to which null would not stand for zero. */
  Value orZeros(BlockBuilder out, Value v) {
    if (v.type().isArray() && !tangents.containsKey(v)) {
      return jets.zeros(out, v);
    }
    return orZeros(out, of(out, v), v);
  }

  /** A tangent that may be null, as a user sees it: zeros in the shape of its value then. */
  Value orZeros(BlockBuilder out, Value tangent, Value v) {
    return nullable.contains(tangent)
        ? out.runtime(RuntimeFunction.TENSOR_OR_ZEROS, tangent.type(), Forward.tangentName(v), tangent, v) : tangent;
  }

  /** The tensors' tangents that may be null; tangents of tensor operations add theirs. */
  Set<Value> nullable() {
    return nullable;
  }

  /** The tangent of an array that was made from no active number. */
  void constant(BlockBuilder out, Value result) {
    if (result.type().isArray() && active(result)) {
      tangents.put(result, jets.zeros(out, result));
    }
  }

  /**
   * Values, and behind them the tangents of those whose keys are active.
   *
   * @param declare whether the values are defined here
   */
  List<Value> with(BlockBuilder out, List<Value> keys, List<Value> values, boolean declare) {
    var all = new ArrayList<>(values);
    for (int i = 0; i < keys.size(); i++) {
      if (active(keys.get(i))) {
        all.add(declare ? declare(values.get(i)) : of(out, values.get(i)));
      }
    }
    return all;
  }

  /** Writes an operation of the function itself. */
  void keep(BlockBuilder out, Op op) {
    primal.add(op);
    out.add(op);
  }

  /** Counts operations that were written already among the function's own. */
  void keepAll(Collection<Op> ops) {
    primal.addAll(ops);
  }

  /** The function's own operations. */
  Set<Op> primal() {
    return primal;
  }
}
