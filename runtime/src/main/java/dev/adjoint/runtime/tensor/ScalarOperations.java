package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.Operand;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.UnaryOp;
import dev.adjoint.runtime.backend.spi.View;

/**
 * Operations of a tensor and a Java number. The number does not change the type of a floating tensor; a {@code double}
 * makes a tensor of whole numbers float32.
 */
final class ScalarOperations {
  private static final OpNode.Pull ADD = (_, _, seed) -> ArithmeticRules.addNumberSelf(seed);
  private static final OpNode.Pull SUB = (_, _, seed) -> ArithmeticRules.subNumberSelf(seed);
  private static final OpNode.Pull RSUB = (_, _, seed) -> ArithmeticRules.rsubNumberSelf(seed);
  private static final OpNode.Pull MUL = (node, _, seed) -> ArithmeticRules.mulSelf(number(node), seed);
  private static final OpNode.Pull DIV = (node, _, seed) -> ArithmeticRules.divSelf(number(node), seed);
  private static final OpNode.Pull REMAINDER = (_, _, seed) -> ArithmeticRules.remainderNumberSelf(seed);
  private static final OpNode.Pull POW = (node, _, seed) -> ArithmeticRules.powSelf(node.saved(0), number(node), seed);

  private ScalarOperations() {}

  private static double number(OpNode node) {
    return node.attribute(Scalar.class).real();
  }

  private static DType type(DType dtype, boolean whole) {
    return dtype.isFloating() || whole && dtype == DType.INT64 ? dtype : whole ? DType.INT64 : DType.FLOAT32;
  }

  private static Tensor apply(String name, BinaryOp kernel, Tensor x, Operand a, Operand b, OpNode.Pull pull, Scalar c) {
    return apply(name, 0, kernel, x, a, b, pull, c);
  }

  /** @param overload the number of the form with a number among PyTorch's */
  private static Tensor apply(String name, int overload, BinaryOp kernel, Tensor x, Operand a, Operand b, OpNode.Pull pull,
      Scalar c) {
    var event = Ops.begin(name, x);
    View out = Ops.reserveLike(x, x.shape());
    Ops.backend(x).elementwise().binary(kernel, a, b, out);
    var result = new Tensor(out);
    Ops.end(event);
    return Ops.tracks(x) ? Ops.record(result, new OpNode(Names.node(name, overload), pull, c, x, null)) : result;
  }

  private static Tensor applyInPlace(String name, BinaryOp kernel, Tensor x, Scalar c, boolean whole, OpNode.Pull pull) {
    if (type(x.dtype(), whole) != x.dtype()) {
      throw new IllegalArgumentException(name + "_: a number of type " + (whole ? "long" : "double")
          + " can't change a tensor of type " + x.dtype() + " and shape " + x.shape() + " in place");
    }
    Ops.checkInPlace(name + "_", x);
    OpNode node = Ops.tracksChange(name + "_", x, Ops.tracks(x)) ? new OpNode(Names.node(name), pull, c, x, null) : null;
    var event = Ops.begin(name + "_", x);
    Ops.backend(x).elementwise().binary(kernel, x.view(), c, x.view());
    Ops.end(event);
    return node == null ? Ops.changed(x) : Ops.changed(x, node);
  }

  static Tensor add(Tensor x, Scalar c, boolean whole) {
    Tensor y = x.to(type(x.dtype(), whole));
    return apply("add", BinaryOp.ADD, y, y.view(), c, ADD, c);
  }

  static Tensor sub(Tensor x, Scalar c, boolean whole) {
    Tensor y = x.to(type(x.dtype(), whole));
    return apply("sub", BinaryOp.SUB, y, y.view(), c, SUB, c);
  }

  /** {@code c - x}. */
  static Tensor rsub(Tensor x, Scalar c, boolean whole) {
    Tensor y = x.to(type(x.dtype(), whole));
    return apply("rsub", 1, BinaryOp.SUB, y, c, y.view(), RSUB, c);
  }

  static Tensor mul(Tensor x, Scalar c, boolean whole) {
    Tensor y = x.to(type(x.dtype(), whole));
    return apply("mul", BinaryOp.MUL, y, y.view(), c, MUL, c);
  }

  static Tensor div(Tensor x, Scalar c) {
    Tensor y = Ops.floating(x);
    return apply("div", BinaryOp.DIV, y, y.view(), c, DIV, c);
  }

  static Tensor remainder(Tensor x, Scalar c, boolean whole) {
    Tensor y = x.to(type(x.dtype(), whole));
    return apply("remainder", BinaryOp.REMAINDER, y, y.view(), c, REMAINDER, c);
  }

  static Tensor pow(Tensor x, Scalar c, boolean whole) {
    Tensor y = x.to(type(x.dtype(), whole));
    double p = c.real();
    if (!y.dtype().isFloating()) {
      if (c.integer() < 0) {
        throw new IllegalArgumentException("pow: Integers to negative integer powers are not allowed (shape " + x.shape()
            + ", exponent " + c.integer() + "); convert to a floating type first");
      }
      return apply("pow", BinaryOp.POW, y, y.view(), c, POW, c);
    }
    var event = Ops.begin("pow", y);
    View out = Ops.reserveLike(y, y.shape());
    var kernels = Ops.backend(y).elementwise();
    if (p == 2 || p == 3) {
      kernels.unary(UnaryOp.SQUARE, y.view(), out);
      if (p == 3) {
        kernels.binary(BinaryOp.MUL, out, y.view(), out);
      }
    } else if (p == -1) {
      kernels.unary(UnaryOp.RECIPROCAL, y.view(), out);
    } else {
      kernels.binary(BinaryOp.POW, y.view(), c, out);
    }
    var result = new Tensor(out);
    Ops.end(event);
    return Ops.tracks(y) ? Ops.record(result, new OpNode("PowBackward0", POW, c, y).save(y)) : result;
  }

  static Tensor addInPlace(Tensor x, Scalar c, boolean whole) {
    return applyInPlace("add", BinaryOp.ADD, x, c, whole, ADD);
  }

  static Tensor subInPlace(Tensor x, Scalar c, boolean whole) {
    return applyInPlace("sub", BinaryOp.SUB, x, c, whole, SUB);
  }

  static Tensor mulInPlace(Tensor x, Scalar c, boolean whole) {
    return applyInPlace("mul", BinaryOp.MUL, x, c, whole, MUL);
  }

  static Tensor divInPlace(Tensor x, Scalar c) {
    return applyInPlace("div", BinaryOp.DIV, x, c, false, DIV);
  }
}
