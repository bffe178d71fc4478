package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.UnaryOp;
import dev.adjoint.runtime.backend.spi.View;

/** An elementwise function of one tensor and its derivative. */
final class UnaryOperation {
  /** What the derivative reads besides the seed. */
  enum Reads {
    NOTHING,
    OPERAND,
    RESULT
  }

  /** The adjoint of the operand, from the value read (null if none) and the seed. */
  @FunctionalInterface
  interface Derivative {
    Tensor pull(Tensor read, Tensor seed);
  }

  private final String name;
  private final String nodeName;
  private final UnaryOp kernel;
  private final Reads reads;
  private final boolean floatingOnly;
  private final OpNode.Pull pull;

  UnaryOperation(String name, UnaryOp kernel, Reads reads, Derivative derivative) {
    this.name = name;
    this.nodeName = Names.node(name);
    this.kernel = kernel;
    this.reads = reads;
    this.floatingOnly = kernel.ordinal() >= UnaryOp.EXP.ordinal();
    this.pull = reads == Reads.NOTHING
        ? (_, _, seed) -> derivative.pull(null, seed)
        : (node, _, seed) -> derivative.pull(node.saved(0), seed);
  }

  /** Whether the function's values are whole numbers, so that it leaves those as they are. */
  private boolean leavesWholes() {
    return kernel == UnaryOp.FLOOR || kernel == UnaryOp.CEIL || kernel == UnaryOp.ROUND;
  }

  Tensor apply(Tensor operand) {
    if (leavesWholes() && operand.dtype() == DType.INT64) {
      return operand.copy();
    }
    Tensor x = floatingOnly ? Ops.floating(operand) : operand;
    check(x);
    var event = Ops.begin(name, x);
    View out = Ops.reserveLike(x, x.shape());
    Ops.backend(x).elementwise().unary(kernel, x.view(), out);
    var result = new Tensor(out);
    Ops.end(event);
    return Ops.tracks(x) ? Ops.record(result, node(x, x, result)) : result;
  }

  Tensor applyInPlace(Tensor x) {
    String inPlace = name + "_";
    if (floatingOnly) {
      Ops.requireFloating(inPlace, x);
    }
    check(x);
    Ops.checkInPlace(inPlace, x);
    boolean tracks = Ops.tracksChange(inPlace, x, Ops.tracks(x));
    var event = Ops.begin(inPlace, x);
    OpNode node = tracks ? new OpNode(nodeName, pull, null, x) : null;
    Tensor before = tracks && reads == Reads.OPERAND ? Ops.snapshot(x) : null;
    Ops.backend(x).elementwise().unary(kernel, x.view(), x.view());
    Ops.end(event);
    if (!tracks) {
      return Ops.changed(x);
    }
    if (before != null) {
      node.save(before);
    }
    Ops.changed(x, node);
    if (reads == Reads.RESULT) {
      node.save(x);
    }
    return x;
  }

  private void check(Tensor x) {
    if ((kernel == UnaryOp.NOT) != (x.dtype() == DType.BOOL)) {
      throw new IllegalArgumentException(name + " is not defined for type " + x.dtype() + " (operand of shape "
          + x.shape() + ")");
    }
  }

  private OpNode node(Tensor operand, Tensor before, Tensor result) {
    var node = new OpNode(nodeName, pull, null, operand);
    return switch (reads) {
      case NOTHING -> node;
      case OPERAND -> node.save(before);
      case RESULT -> node.save(result);
    };
  }
}
