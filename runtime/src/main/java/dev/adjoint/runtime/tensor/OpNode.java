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
    }
    return this;
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
   * A saved value.
   *
   * @throws IllegalStateException if it was released, or changed in place since it was saved
   */
  Tensor saved(int i) {
    if (saved == null) {
      throw new IllegalStateException("Trying to backward through the graph a second time (or directly access saved"
          + " tensors after they have already been freed), at " + name + ". Saved intermediate values of the graph are"
          + " freed when you call backward() or Autograd.grad(). Specify GradOption.RETAIN_GRAPH if you need to backward"
          + " through the graph a second time or if you need to access saved tensors after calling backward.");
    }
    Tensor value = saved[i];
    if (value.version() != versions[i]) {
      Node source = value.gradFn();
      throw new IllegalStateException(
          "one of the variables needed for gradient computation has been modified by an inplace operation: [torch."
              + value.dtype().typeName() + " " + value.shape() + "], "
              + (source == null ? "" : "which is output " + value.outputIndex() + " of " + source.name() + ", ")
              + "is at version " + value.version() + "; expected version " + versions[i] + " instead; it is read by "
              + name + ". Hint: enable anomaly detection to find the operation that failed to compute its gradient,"
              + " with AnomalyMode.detect().");
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
