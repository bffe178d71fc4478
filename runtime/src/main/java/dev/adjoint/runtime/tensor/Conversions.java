package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Form;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.Backends;
import dev.adjoint.runtime.backend.spi.View;

/** Copies: to other types, to other devices, into other tensors. */
final class Conversions {
  private static final OpNode.Pull COPY = (_, _, seed) -> ViewRules.copySelf(seed);
  private static final OpNode.Pull TO = (node, _, seed) -> ViewRules.toSelf(node.attribute(Form.class), seed);
  private static final OpNode.Pull DEVICE =
      (node, _, seed) -> ViewRules.toDeviceSelf(node.attribute(Form.class), seed);
  /** Operand 0 is what was overwritten, operand 1 what was written. */
  private static final OpNode.Pull INTO = (node, operand, seed) -> operand == 0 ? Tensor.zerosLike(seed)
      : seed.sumTo(node.shape(1)).to(node.attribute(DType.class));
  private static final OpNode.Pull FILL = (_, _, seed) -> Tensor.zerosLike(seed);

  private Conversions() {}

  static Tensor copy(Tensor x) {
    var event = Ops.begin("copy", x);
    View out = Ops.reserveLike(x, x.shape());
    Ops.backend(x).memory().copy(x.view(), out);
    var result = new Tensor(out);
    Ops.end(event);
    return Ops.tracks(x) ? Ops.record(result, new OpNode("CloneBackward0", COPY, null, x)) : result;
  }

  static Tensor to(Tensor x, DType dtype) {
    var event = Ops.begin("to", x);
    View out = Ops.reserveLike(x, dtype, x.shape());
    Ops.backend(x).memory().copy(x.view(), out);
    var result = new Tensor(out);
    Ops.end(event);
    return Ops.tracks(x) && dtype.isFloating()
        ? Ops.record(result, new OpNode("ToCopyBackward0", TO, x.form(), x)) : result;
  }

  static Tensor to(Tensor x, Device device) {
    var event = Ops.begin("to", x);
    var memory = Backends.of(device).memory();
    var result = new Tensor(new View(memory.upload(device, x.toArray()), x.shape()));
    Ops.end(event);
    return Ops.tracks(x) ? Ops.record(result, new OpNode("ToCopyBackward0", DEVICE, x.form(), x)) : result;
  }

  static Tensor copyInto(Tensor x, Tensor given) {
    Tensor source = given.to(x.device());
    if (!Shape.broadcast("copy_", x.shape(), source.shape()).equals(x.shape())) {
      throw new IllegalArgumentException("copy_: shape " + source.shape() + " does not broadcast to the shape " + x.shape()
          + " of the tensor that is written to");
    }
    Ops.checkInPlace("copy_", x);
    if (source.dtype().isFloating() && !x.dtype().isFloating() && Ops.tracks(source)) {
      throw new IllegalArgumentException("copy_: a tensor that requires a gradient would lose it in one of type "
          + x.dtype() + "; detach() it");
    }
    Tensor from = Ops.apart(x, source);
    OpNode node = Ops.tracksChange("copy_", x, Ops.tracks(x, from))
        ? new OpNode("CopyBackwards", INTO, from.dtype(), x, from) : null;
    var event = Ops.begin("copy_", x, from);
    Ops.backend(x).memory().copy(from.view().expand(x.shape()), x.view());
    Ops.end(event);
    return node == null ? Ops.changed(x) : Ops.changed(x, node);
  }

  static Tensor fill(Tensor x, double value) {
    Ops.checkInPlace("fill_", x);
    OpNode node = Ops.tracksChange("fill_", x, Ops.tracks(x)) ? new OpNode("FillBackward0", FILL, null, x) : null;
    var event = Ops.begin("fill_", x);
    Ops.backend(x).memory().fill(x.view(), Ops.scalar(x.dtype(), value));
    Ops.end(event);
    return node == null ? Ops.changed(x) : Ops.changed(x, node);
  }
}
