package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.CompareOp;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.View;
import java.util.Locale;

/** Comparisons of tensors with tensors and numbers. */
final class Comparisons {
  private Comparisons() {}

  private static String name(CompareOp op) {
    return op.name().toLowerCase(Locale.ROOT);
  }

  static Tensor apply(CompareOp op, Tensor first, Tensor second) {
    Ops.sameDevice(name(op), first, second);
    DType type = Ops.promote(first, second);
    Tensor x = first.detach().to(type);
    Tensor y = second.detach().to(type);
    Shape shape = Shape.broadcast(name(op), x.shape(), y.shape());
    var event = Ops.begin(name(op), x, y);
    View out = Ops.reserveLike(x, DType.BOOL, shape);
    Ops.backend(x).elementwise().compare(op, x.view().expand(shape), y.view().expand(shape), out);
    Ops.end(event);
    return new Tensor(out);
  }

  static Tensor apply(CompareOp op, Tensor first, Scalar c) {
    Tensor x = first.detach();
    if (!x.dtype().isFloating()) {
      // A fraction or an infinity compares with whole numbers as a real number.
      x = x.to(c.real() == c.integer() ? DType.INT64 : DType.FLOAT64);
    }
    var event = Ops.begin(name(op), x);
    View out = Ops.reserveLike(x, DType.BOOL, x.shape());
    Ops.backend(x).elementwise().compare(op, x.view(), c, out);
    Ops.end(event);
    return new Tensor(out);
  }
}
