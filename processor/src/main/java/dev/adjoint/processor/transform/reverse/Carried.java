package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import java.util.ArrayList;
import java.util.List;

/** Adjoints of values defined outside of a loop, to which its reverse iterations add: carried from one to the next. */
final class Carried {
  private final Context context;
  private final Adjoints outer;
  private final Adjoints inner;
  private final List<Value> of = new ArrayList<>();
  private final List<Value> params = new ArrayList<>();
  private final List<Value> results = new ArrayList<>();

  Carried(Context context, Adjoints outer, Region body, Adjoints inner) {
    this.context = context;
    this.outer = outer;
    this.inner = inner;
    for (Value v : inner.entries().keySet()) {
      if (!body.defined.contains(v)) {
        of.add(v);
        params.add(v.type().isTensor() ? inner.start(v) : new Value(v.type().shadow(), Context.adjointName(v)));
        results.add(context.maybeNull(new Value(v.type().shadow(), Context.adjointName(v))));
      }
    }
  }

  boolean isEmpty() {
    return of.isEmpty();
  }

  /** The adjoints before the loop. */
  List<Value> inits(BlockBuilder out) {
    return of.stream().map(v -> outer.orZero(out, v)).toList();
  }

  List<Value> params() {
    return params;
  }

  /** Parameters for a condition, which does not read them. */
  List<Value> unread() {
    return params.stream().map(p -> new Value(p.type(), p.name())).toList();
  }

  List<Value> results() {
    return results;
  }

  /** What an iteration makes of them. */
  List<Value> next(BlockBuilder out) {
    var next = new ArrayList<Value>();
    for (int i = 0; i < of.size(); i++) {
      Value adjoint = inner.get(of.get(i));
      next.add(of.get(i).type().isTensor() ? adjoint : context.sum(out, params.get(i), adjoint, params.get(i).name()));
    }
    return next;
  }

  /** Behind the loop. */
  void settle() {
    for (int i = 0; i < of.size(); i++) {
      outer.put(of.get(i), results.get(i));
    }
  }
}
