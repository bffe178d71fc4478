package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.List;

/** What a method of the interface requires of the caller's buffers, before it does anything: their shapes, and one for each array. */
final class BufferChecks {
  private BufferChecks() {}

  /** Which arrays may be one, or have rows in common. */
  interface Pairs {
    /** @param second an index from that of the first on */
    boolean mayShare(int first, int second);
  }

  /** Arrays of the same type may be the same. */
  static Pairs sameType(List<Value> arrays) {
    return (i, j) -> i != j && arrays.get(i).type().equals(arrays.get(j).type());
  }

  /**
   * Writes the checks.
   *
   * @param method the name that a message gives the method
   * @param names what it calls the arrays
   * @param buffers for each array its buffer
   * @param stages whether the core gets other buffers than these; where it gets these, it looks at the elements of arrays of tensors
   *     itself, when it may have overwritten them
   */
  static void write(ApiBody body, String method, List<String> names, List<Value> arrays, List<Value> buffers, boolean stages,
      Pairs pairs) {
    if (arrays.isEmpty()) {
      return;
    }
    Value caller = body.constant(Type.STRING, method);
    List<Value> called = names.stream().map(n -> body.constant(Type.STRING, n)).toList();
    for (int i = 0; i < arrays.size(); i++) {
      boolean tensors = arrays.get(i).type().isTensors();
      if (!tensors || stages) {
        body.runtime(tensors ? RuntimeFunction.TENSORS_CHECK : RuntimeFunction.CHECK_BUFFER, caller, called.get(i), arrays.get(i),
            buffers.get(i));
      }
    }
    for (int i = 0; i < arrays.size(); i++) {
      for (int j = i; j < arrays.size(); j++) {
        if (pairs.mayShare(i, j)) {
          body.runtime(arrays.get(i).type().isTensors() ? RuntimeFunction.TENSORS_CHECK_SAME : RuntimeFunction.CHECK_SAME, caller,
              called.get(i), arrays.get(i), buffers.get(i), called.get(j), arrays.get(j), buffers.get(j));
        }
      }
    }
  }
}
