package dev.adjoint.processor.transform.kernel;

import dev.adjoint.processor.ir.Value;
import java.util.Map;

/** A variable that memory is turned into. */
sealed interface Slot {
  /** Its value before the first operation. */
  Value initial();

  /** What a cell contains. */
  record Content(Iteration.Cell cell, Value initial) implements Slot {}

  /** Whether a cell was read or written. */
  record Touched(Iteration.Cell cell, Value initial) implements Slot {}

  /** The sum of what is written elsewhere, each times its seed. */
  record Sum(Map<Value, Value> seeds, Value initial) implements Slot {}
}
