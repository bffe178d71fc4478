package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/** The adjoints of scalars at one moment of the reverse sweep; a value without an entry has adjoint zero. */
final class Adjoints {
  private final Context context;
  private final Map<Value, Value> current = new LinkedHashMap<>();

  Adjoints(Context context) {
    this.context = context;
  }

  /** Adds a contribution. */
  void add(BlockBuilder out, Value of, Value contribution) {
    if (!of.type().hasAdjointValue() || !context.active(of)) {
      return;
    }
    Value old = current.get(of);
    current.put(of, old == null ? contribution
        : context.sum(out, old, contribution, Context.adjointName(of)));
  }

  /** The adjoint, or null for zero; from here on it is zero. */
  Value take(Value of) {
    return current.remove(of);
  }

  /** The adjoint, or null for zero. */
  Value get(Value of) {
    return current.get(of);
  }

  /** The adjoint as a value. */
  Value orZero(BlockBuilder out, Value of) {
    Value v = current.get(of);
    return v != null ? v : context.zero(out, of);
  }

  /** Replaces an adjoint. */
  void put(Value of, Value adjoint) {
    current.put(of, adjoint);
  }

  /** All entries in the order of their first contribution. */
  Map<Value, Value> entries() {
    return current;
  }
}
