package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.Shape;
import java.util.Set;

/**
 * The node of an operation with one result. Holds the values its derivative reads and no others.
 *
 * <p>A saved value that is changed in place before it is read is refused: its storage's version must be that at which it
 * was saved.
 */
final class OpNode extends Node {
  /** The adjoint of one operand. */
  @FunctionalInterface
  interface Pull {
    Tensor pull(OpNode node, int operand, Tensor seed);
  }

  private static final Tensor[] NOTHING = {};

  private final String name;
  private final Pull pull;
  private final Shape[] shapes;
  private final Object attribute;
  private Tensor[] saved = NOTHING;
  private int[] versions;
  /** What computes the saved values again if they are not kept. */
  private Segment segment;

  OpNode(String name, Pull pull, Object attribute, Tensor... operands) {
    super(operands);
    this.name = name;
    this.pull = pull;
    this.attribute = attribute;
    this.shapes = new Shape[operands.length];
    for (int i = 0; i < operands.length; i++) {
      shapes[i] = operands[i] == null ? null : operands[i].shape();
    }
  }

  @Override
  public String name() {
    return name;
  }

  /** Saves values, in the order in which {@link #saved} numbers them; null where the derivative does not read one. */
  OpNode save(Tensor... values) {
    boolean any = false;
    int[] seen = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        any = true;
        seen[i] = values[i].version();
      }
    }
    if (any) {
      saved = values;
      versions = seen;
      Segment.saved(this, values);
    }
    return this;
  }

  @Override
  void drop(Segment by) {
    if (saved != null && saved != NOTHING) {
      saved = null;
      segment = by;
    }
  }

  @Override
  void refill(Tensor[] values, int[] savedVersions) {
    if (segment != null) {
      segment = null;
      saved = values;
      versions = savedVersions;
    }
  }

  /** Whether the operand's adjoint is wanted. */
  boolean needs(int operand) {
    return next[operand] != null;
  }

  /** The shape that an operand had. */
  Shape shape(int operand) {
    return shapes[operand];
  }

  /** What the operation was called with besides tensors. */
  <T> T attribute(Class<T> type) {
    return type.cast(attribute);
  }

  /**
   * A saved value; null if null was saved.
   *
   * @throws IllegalStateException if it was released, or changed in place since it was saved
   */
  Tensor saved(int i) {
    if (saved == null) {
      if (segment == null) {
        throw SavedValues.freed(name);
      }
      segment.recompute();
    }
    Tensor value = saved[i];
    if (value != null && value.version() != versions[i]) {
      throw SavedValues.changed(name, value, versions[i]);
    }
    return value;
  }

  @Override
  Tensor[] pull(Tensor[] seeds, Set<Node> wanted) {
    var adjoints = new Tensor[next.length];
    for (int i = 0; i < adjoints.length; i++) {
      if (wants(i, wanted)) {
        adjoints[i] = pull.pull(this, i, seeds[0]);
      }
    }
    return adjoints;
  }

  @Override
  void release() {
    segment = null;
    if (saved != NOTHING) {
      saved = null;
    }
  }

  @Override
  boolean saves(Tensor tensor) {
    if (saved != null) {
      for (Tensor value : saved) {
        if (value != null && value.view().storage() == tensor.view().storage()) {
          return true;
        }
      }
    }
    return false;
  }
}
