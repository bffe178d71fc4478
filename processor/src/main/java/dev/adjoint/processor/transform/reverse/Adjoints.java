package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The adjoints of values at one moment of the reverse sweep; a value without an entry has adjoint zero.
 *
 * <p>In a branch or a loop there are adjoints of its own, with entries for what is defined around it as well. Those of numbers are
 * what the branch, or one iteration, contributes. Those of tensors go on from what there was before, so that contributions are added
 * one by one from the last to the first, as a graph of tensor operations adds them: sums are equal to the last bit.
 */
final class Adjoints {
  private final Context context;
  private final Region region;
  private final Adjoints around;
  private final boolean inPlace;
  private final Map<Value, Value> current = new LinkedHashMap<>();
  private final Map<Value, Value> starts = new IdentityHashMap<>();

  Adjoints(Context context) {
    this(context, null, null, false);
  }

  private Adjoints(Context context, Region region, Adjoints around, boolean inPlace) {
    this.context = context;
    this.inPlace = inPlace;
    this.region = region;
    this.around = around;
  }

  /** Of a branch. */
  static Adjoints ofBranch(Context context, Region branch, Adjoints around) {
    return new Adjoints(context, branch, around, false);
  }

  /** Of an iteration of a loop. */
  static Adjoints ofLoop(Context context, Region body) {
    return new Adjoints(context, body, null, false);
  }

  /** Of operations that stand where they are, but are a region of their own: what is defined around it has its adjoint there. */
  static Adjoints inPlace(Context context, Region region, Adjoints around) {
    return new Adjoints(context, region, around, true);
  }

  private boolean isAround(Value of) {
    return inPlace && !region.defined.contains(of);
  }

  /** Adds a contribution. */
  void add(BlockBuilder out, Value of, Value contribution) {
    if (!of.type().hasAdjointValue() || !context.active(of)) {
      return;
    }
    if (isAround(of)) {
      around.add(out, of, contribution);
      return;
    }
    Value old = before(of);
    current.put(of, old == null ? contribution
        : context.sum(out, old, contribution, Context.adjointName(of)));
  }

  /** What a contribution is added to: a number's adjoint here, a tensor's adjoint so far; null for zero. */
  private Value before(Value of) {
    if (isAround(of)) {
      return around.before(of);
    }
    Value here = current.get(of);
    if (here != null || !of.type().isTensor() || region == null || region.defined.contains(of)) {
      return here;
    }
    return around != null ? around.before(of) : start(of);
  }

  /** A tensor's adjoint at the beginning of an iteration, for one from around the loop. */
  Value start(Value of) {
    return starts.computeIfAbsent(of,
        v -> context.maybeNull(new Value(v.type().shadow(), Context.adjointName(v))));
  }

  /** The adjoint of a value behind a branch in which it gets {@code inner}, or null for zero. */
  Value updated(BlockBuilder out, Value of, Value inner) {
    Value before = before(of);
    if (inner == null || before == null) {
      return inner == null ? before : inner;
    }
    return of.type().isTensor() ? inner : context.sum(out, before, inner, Context.adjointName(of));
  }

  /** The adjoint, or null for zero; from here on it is zero. */
  Value take(Value of) {
    return isAround(of) ? around.take(of) : current.remove(of);
  }

  /** The adjoint, or null for zero. */
  Value get(Value of) {
    return isAround(of) ? around.get(of) : current.get(of);
  }

  /** The adjoint as a value. */
  Value orZero(BlockBuilder out, Value of) {
    Value v = before(of);
    return v != null ? v : context.zero(out, of);
  }

  /** Replaces an adjoint. */
  void put(Value of, Value adjoint) {
    if (isAround(of)) {
      around.put(of, adjoint);
    } else {
      current.put(of, adjoint);
    }
  }

  /** All entries in the order of their first contribution. */
  Map<Value, Value> entries() {
    return current;
  }
}
