package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.View;
import java.util.Set;

/** An elementwise function of two tensors that broadcast, and its derivatives. */
final class BinaryOperation {
  /** A value that a derivative reads besides the seed. */
  enum Value {
    A,
    B,
    RESULT
  }

  /** The adjoint of one operand, in the broadcast shape; values that are not read may be null. */
  @FunctionalInterface
  interface Derivative {
    Tensor pull(Tensor a, Tensor b, Tensor result, Tensor seed);
  }

  /**
   * One operand's derivative.
   *
   * @param reads which values it reads
   */
  record Side(Set<Value> reads, Derivative derivative) {}

  private final String name;
  private final String nodeName;
  private final BinaryOp kernel;
  private final Side a;
  private final Side b;

  BinaryOperation(String name, BinaryOp kernel, Side a, Side b) {
    this(name, 0, kernel, a, b);
  }

  /** @param overload the number of the form with two tensors among PyTorch's, which is in the name of the node */
  BinaryOperation(String name, int overload, BinaryOp kernel, Side a, Side b) {
    this.name = name;
    this.nodeName = Names.node(name, overload);
    this.kernel = kernel;
    this.a = a;
    this.b = b;
  }

  private Tensor pull(OpNode node, int operand, Tensor seed) {
    Side side = operand == 0 ? a : b;
    Set<Value> reads = side.reads();
    Tensor adjoint = side.derivative().pull(reads.contains(Value.A) ? node.saved(0) : null,
        reads.contains(Value.B) ? node.saved(1) : null, reads.contains(Value.RESULT) ? node.saved(2) : null, seed);
    return adjoint.sumTo(node.shape(operand));
  }

  private boolean reads(OpNode node, Value value) {
    return node.needs(0) && a.reads().contains(value) || node.needs(1) && b.reads().contains(value);
  }

  private DType type(Tensor x, Tensor y) {
    DType type = Ops.promote(x, y);
    boolean logical = kernel.ordinal() <= BinaryOp.XOR.ordinal();
    if (kernel.ordinal() >= BinaryOp.DIV.ordinal() && !type.isFloating()) {
      return DType.FLOAT32;
    }
    if (logical != (type == DType.BOOL)) {
      throw new IllegalArgumentException(name + " is not defined for types " + x.dtype() + " and " + y.dtype()
          + " (shapes " + x.shape() + " and " + y.shape() + ")");
    }
    return type;
  }

  Tensor apply(Tensor first, Tensor second) {
    Ops.sameDevice(name, first, second);
    DType type = type(first, second);
    Tensor x = first.to(type);
    Tensor y = second.to(type);
    if (kernel == BinaryOp.POW && type == DType.INT64 && y.lt(0).any().itemBoolean()) {
      throw new IllegalArgumentException("pow: Integers to negative integer powers are not allowed (shapes " + x.shape()
          + " and " + y.shape() + "); convert to a floating type first");
    }
    Shape shape = Shape.broadcast(name, x.shape(), y.shape());
    var event = Ops.begin(name, x, y);
    View out = Ops.reserveLike(x, shape);
    Ops.backend(x).elementwise().binary(kernel, x.view().expand(shape), y.view().expand(shape), out);
    var result = new Tensor(out);
    Ops.end(event);
    if (!Ops.tracks(x, y)) {
      return result;
    }
    var node = new OpNode(nodeName, this::pull, null, x, y);
    node.save(reads(node, Value.A) ? x : null, reads(node, Value.B) ? y : null,
        reads(node, Value.RESULT) ? result : null);
    return Ops.record(result, node);
  }

  Tensor applyInPlace(Tensor x, Tensor second) {
    String inPlace = name + "_";
    Ops.sameDevice(inPlace, x, second);
    DType type = type(x, second);
    if (type != x.dtype() && !(type.isFloating() && x.dtype().isFloating())) {
      throw new IllegalArgumentException(inPlace + ": result type " + type + " can't be cast to the type " + x.dtype()
          + " of the tensor of shape " + x.shape() + " that is changed in place");
    }
    if (!Shape.broadcast(inPlace, x.shape(), second.shape()).equals(x.shape())) {
      throw new IllegalArgumentException(inPlace + ": the shape " + x.shape()
          + " of the tensor that is changed in place doesn't match the broadcast shape with " + second.shape());
    }
    Ops.checkInPlace(inPlace, x);
    if (type != x.dtype()) {
      // Computed in float64 and rounded once.
      return Conversions.copyInto(x, apply(x, second));
    }
    Tensor y = Ops.apart(x, second.to(x.dtype()));
    boolean tracks = Ops.tracksChange(inPlace, x, Ops.tracks(x, y));
    OpNode node = tracks ? new OpNode(nodeName, this::pull, null, x, y) : null;
    Tensor before = tracks && reads(node, Value.A) ? Ops.snapshot(x) : null;
    Tensor other = tracks && reads(node, Value.B) && y.view().storage() == x.view().storage() ? Ops.snapshot(y) : y;
    var event = Ops.begin(inPlace, x, y);
    Ops.backend(x).elementwise().binary(kernel, x.view(), y.view().expand(x.shape()), x.view());
    Ops.end(event);
    if (!tracks) {
      return Ops.changed(x);
    }
    Ops.changed(x, node);
    node.save(before, reads(node, Value.B) ? other : null, reads(node, Value.RESULT) ? x : null);
    return x;
  }
}
