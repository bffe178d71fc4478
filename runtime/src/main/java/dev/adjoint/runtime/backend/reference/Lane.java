package dev.adjoint.runtime.backend.reference;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.host.HostStorage;
import dev.adjoint.runtime.backend.spi.Operand;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.View;

/**
 * One operand or result of a kernel, handed out as pieces that are contiguous: the storage's own array where the
 * elements lie one after the other, a small copy elsewhere.
 */
final class Lane {
  /** The most elements in a piece: few enough for the copies of three operands to stay in the first-level cache. */
  static final int PIECE = 1024;

  /** The array that has the piece. */
  Object array;
  /** Where the piece begins. */
  int at;

  private final Object storage;
  private final DType dtype;
  private final int capacity;
  private Object scratch;

  /** A lane whose pieces have at most {@code capacity} elements of a type. */
  Lane(Operand operand, DType dtype, int capacity) {
    this.dtype = dtype;
    this.capacity = capacity;
    switch (operand) {
      case View view -> storage = ((HostStorage) view.storage()).array();
      case Scalar scalar -> {
        storage = null;
        array = Rows.allocate(dtype, capacity);
        Rows.fill(array, 0, 1, capacity, scalar);
      }
    }
  }

  /** Makes the piece the n elements from position {@code start} on; a scalar's piece stays what it is. */
  void load(int start, int step, int n) {
    if (storage == null) {
      return;
    }
    aim(start, step);
    if (step != 1) {
      Rows.copy(storage, start, step, array, 0, 1, n);
    }
  }

  /** As {@link #load}, for a result: the content is not read. */
  void aim(int start, int step) {
    if (step == 1) {
      array = storage;
      at = start;
    } else {
      if (scratch == null) {
        scratch = Rows.allocate(dtype, capacity);
      }
      array = scratch;
      at = 0;
    }
  }

  /** Puts the piece where it belongs, after {@link #aim} and the kernel. */
  void store(int start, int step, int n) {
    if (step != 1) {
      Rows.copy(array, 0, 1, storage, start, step, n);
    }
  }
}
