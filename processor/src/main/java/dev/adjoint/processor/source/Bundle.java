package dev.adjoint.processor.source;

import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Value;
import java.util.List;

/**
 * A value that is taken apart: what stands for it are its leaves.
 *
 * @param leaves in the order of {@link Parts#leaves()}
 * @param present for a record, whether it is not null; null for an array of records, which is null where its leaves are
 */
record Bundle(Parts parts, List<Value> leaves, Value present) {
  Bundle {
    leaves = List.copyOf(leaves);
  }

  /** The bundle of an array. */
  Bundle(Parts.Columns parts, List<Value> leaves) {
    this(parts, leaves, null);
  }
}
