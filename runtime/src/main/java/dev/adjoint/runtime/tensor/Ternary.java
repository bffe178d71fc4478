package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.Operand;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.TernaryOp;
import dev.adjoint.runtime.backend.spi.View;

/** Elementwise operations of three operands. */
final class Ternary {
  /** Bounds of a clamp. */
  private record Bounds(Scalar lower, Scalar upper) {}

  private static final OpNode.Pull WHERE = (node, operand, seed) -> (operand == 0
      ? FunctionRules.whereA(node.saved(0), seed) : FunctionRules.whereB(node.saved(0), seed)).sumTo(node.shape(operand));

  private static final OpNode.Pull CLAMP = (node, _, seed) -> {
    var bounds = node.attribute(Bounds.class);
    return FunctionRules.clampSelf(node.saved(0), bounds.lower().real(), bounds.upper().real(), seed);
  };

  private static final OpNode.Pull ADD_SCALED = (node, operand, seed) ->
      (operand == 0 ? ArithmeticRules.addScaledSelf(seed)
          : ArithmeticRules.addScaledOther(node.attribute(Scalar.class).real(), seed)).sumTo(node.shape(operand));

  private static final OpNode.Pull ADD_PRODUCT = (node, operand, seed) -> switch (operand) {
    case 0 -> seed;
    case 1 -> seed.mul(node.saved(1));
    default -> seed.mul(node.saved(0));
  };

  private static final OpNode.Pull ADD_QUOTIENT = (node, operand, seed) -> switch (operand) {
    case 0 -> seed;
    case 1 -> ArithmeticRules.divSelf(node.saved(1), seed);
    default -> ArithmeticRules.divOther(node.saved(1), node.saved(0).div(node.saved(1)), seed);
  };

  private Ternary() {}

  // Choice.

  private static void checkCondition(Tensor condition) {
    if (condition.dtype() != DType.BOOL) {
      throw new IllegalArgumentException("where: the condition of shape " + condition.shape() + " has type "
          + condition.dtype() + "; bool is needed");
    }
  }

  static Tensor where(Tensor condition, Tensor a, Tensor b) {
    checkCondition(condition);
    Ops.sameDevice("where", condition, a);
    Ops.sameDevice("where", a, b);
    DType type = Ops.promote(a, b);
    Tensor x = a.to(type);
    Tensor y = b.to(type);
    Shape shape = Shape.broadcast("where", condition.shape(), Shape.broadcast("where", x.shape(), y.shape()));
    return where("WhereBackward0", condition, x, y, x.view().expand(shape), y.view().expand(shape), shape);
  }

  /** {@code condition ? c : b}; the result has b's type and shape. */
  static Tensor where(Tensor condition, Scalar c, Tensor b) {
    checkCondition(condition);
    Ops.sameDevice("maskedFill", condition, b);
    if (!Shape.broadcast("maskedFill", condition.shape(), b.shape()).equals(b.shape())) {
      throw new IllegalArgumentException("maskedFill: a mask of shape " + condition.shape()
          + " does not broadcast to the shape " + b.shape() + " of the tensor");
    }
    return where("MaskedFillBackward0", condition, null, b, c, b.view(), b.shape());
  }

  private static Tensor where(String nodeName, Tensor condition, Tensor x, Tensor y, Operand a, Operand b, Shape shape) {
    var event = Ops.begin("where", condition, y);
    View out = Ops.reserveLike(y, shape);
    Ops.backend(y).elementwise().where(condition.view().expand(shape), a, b, out);
    var result = new Tensor(out);
    Ops.end(event);
    return Ops.tracks(x, y, null) ? Ops.record(result, new OpNode(nodeName, WHERE, null, x, y).save(condition))
        : result;
  }

  // Bounds.

  private static Bounds bounds(Tensor x, double lower, double upper) {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException("clamp: the lower bound " + lower + " is not at most the upper bound " + upper);
    }
    return new Bounds(Scalar.of(lower), Scalar.of(upper));
  }

  /** 1 from the lower to the upper bound, 0 outside. */
  static Tensor within(Tensor x, double lower, double upper) {
    Bounds bounds = bounds(x, lower, upper);
    View out = Ops.reserveLike(x, x.shape());
    Ops.backend(x).elementwise().ternary(TernaryOp.WITHIN, x.view(), bounds.lower(), bounds.upper(), out);
    return new Tensor(out);
  }

  /** A fraction as a bound makes whole numbers float32, as a fraction that is added does. */
  private static DType clampedType(Tensor x, double lower, double upper) {
    return x.dtype().isFloating() || Math.rint(lower) == lower && Math.rint(upper) == upper ? x.dtype() : DType.FLOAT32;
  }

  static Tensor clamp(Tensor operand, double lower, double upper) {
    var bounds = bounds(operand, lower, upper);
    Tensor x = operand.to(clampedType(operand, lower, upper));
    var event = Ops.begin("clamp", x);
    View out = Ops.reserveLike(x, x.shape());
    Ops.backend(x).elementwise().ternary(TernaryOp.CLAMP, x.view(), bounds.lower(), bounds.upper(), out);
    var result = new Tensor(out);
    Ops.end(event);
    return Ops.tracks(x) ? Ops.record(result, new OpNode("ClampBackward1", CLAMP, bounds, x).save(x)) : result;
  }

  static Tensor clampInPlace(Tensor x, double lower, double upper) {
    var bounds = bounds(x, lower, upper);
    if (clampedType(x, lower, upper) != x.dtype()) {
      throw new IllegalArgumentException("clamp_: the bounds " + lower + " and " + upper
          + " can't be those of a tensor of type " + x.dtype() + " and shape " + x.shape() + " that is changed in place");
    }
    Ops.checkInPlace("clamp_", x);
    OpNode node = Ops.tracksChange("clamp_", x, Ops.tracks(x))
        ? new OpNode("ClampBackward1", CLAMP, bounds, x).save(Ops.snapshot(x)) : null;
    var event = Ops.begin("clamp_", x);
    Ops.backend(x).elementwise().ternary(TernaryOp.CLAMP, x.view(), bounds.lower(), bounds.upper(), x.view());
    Ops.end(event);
    return node == null ? Ops.changed(x) : Ops.changed(x, node);
  }

  // Sums with products.

  static Tensor addMul(Tensor x, Tensor y, Scalar factor) {
    Ops.sameDevice("addScaled", x, y);
    DType type = Ops.promote(x, y);
    if (!type.isFloating()) {
      Ops.requireFloating("addScaled", x);
    }
    Tensor a = x.to(type);
    Tensor b = y.to(type);
    Shape shape = Shape.broadcast("addScaled", a.shape(), b.shape());
    var event = Ops.begin("addScaled", a, b);
    View out = Ops.reserveLike(a, shape);
    Ops.backend(a).elementwise().ternary(TernaryOp.ADD_MUL, a.view().expand(shape), b.view().expand(shape), factor, out);
    var result = new Tensor(out);
    Ops.end(event);
    return Ops.tracks(a, b) ? Ops.record(result, new OpNode("AddBackward0", ADD_SCALED, factor, a, b)) : result;
  }

  static Tensor addMulInPlace(Tensor x, Tensor y, Scalar factor) {
    Ops.sameDevice("addScaled_", x, y);
    Ops.requireFloating("addScaled_", x);
    if (!Shape.broadcast("addScaled_", x.shape(), y.shape()).equals(x.shape())) {
      throw new IllegalArgumentException("addScaled_: the shape " + x.shape()
          + " of the tensor that is changed in place doesn't match the broadcast shape with " + y.shape());
    }
    Ops.checkInPlace("addScaled_", x);
    DType type = Ops.promote(x, y);
    if (type != x.dtype()) {
      return Conversions.copyInto(x, addMul(x, y, factor));
    }
    Tensor b = Ops.apart(x, y.to(x.dtype()));
    OpNode node = Ops.tracksChange("addScaled_", x, Ops.tracks(x, b))
        ? new OpNode("AddBackward0", ADD_SCALED, factor, x, b) : null;
    var event = Ops.begin("addScaled_", x, b);
    Ops.backend(x).elementwise().ternary(TernaryOp.ADD_MUL, x.view(), b.view().expand(x.shape()), factor, x.view());
    Ops.end(event);
    return node == null ? Ops.changed(x) : Ops.changed(x, node);
  }

  static Tensor addMulInPlace(Tensor x, Tensor a, Tensor b) {
    return inPlace("addProduct_", TernaryOp.ADD_MUL, ADD_PRODUCT, "AddcmulBackward0", x, a, b);
  }

  static Tensor addDivInPlace(Tensor x, Tensor a, Tensor b) {
    return inPlace("addQuotient_", TernaryOp.ADD_DIV, ADD_QUOTIENT, "AddcdivBackward0", x, a, b);
  }

  private static Tensor inPlace(String name, TernaryOp op, OpNode.Pull pull, String nodeName, Tensor x, Tensor a,
      Tensor b) {
    for (Tensor operand : new Tensor[] {a, b}) {
      Ops.sameDevice(name, x, operand);
      if (!operand.shape().equals(x.shape()) || operand.dtype() != x.dtype()) {
        throw new IllegalArgumentException(name + ": operands " + a.dtype() + a.shape() + " and " + b.dtype() + b.shape()
            + " have not the type and shape " + x.dtype() + x.shape() + " of the tensor that is changed in place");
      }
    }
    Ops.requireFloating(name, x);
    Ops.checkInPlace(name, x);
    boolean tracks = Ops.tracksChange(name, x, Ops.tracks(x, a, b));
    // A value that is read later must not be the one that changes.
    Tensor p = tracks && a.view().storage() == x.view().storage() ? Ops.snapshot(a) : Ops.apart(x, a);
    Tensor q = tracks && b.view().storage() == x.view().storage() ? Ops.snapshot(b) : Ops.apart(x, b);
    OpNode node = tracks ? new OpNode(nodeName, pull, null, x, p, q).save(p, q) : null;
    var event = Ops.begin(name, x, a);
    Ops.backend(x).elementwise().ternary(op, x.view(), p.view(), q.view(), x.view());
    Ops.end(event);
    return node == null ? Ops.changed(x) : Ops.changed(x, node);
  }
}
