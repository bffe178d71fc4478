package dev.adjoint.processor.source;

import dev.adjoint.processor.ir.Value;
import java.util.List;

/**
 * A function that is known while the code is read: what it does, and the values that it captured when it was made.
 *
 * @param captured one for each of {@link Shape#captured()}
 */
record FunctionValue(Shape shape, List<Value> captured) {
  FunctionValue {
    captured = List.copyOf(captured);
    if (captured.size() != shape.captured().size()) {
      throw new IllegalArgumentException(captured.size() + " values for " + shape.key());
    }
  }

  /** The values of the parts of a combined function or choice: those of the second follow those of the first. */
  FunctionValue part(Shape shape, int from) {
    return new FunctionValue(shape, captured.subList(from, from + shape.captured().size()));
  }
}
