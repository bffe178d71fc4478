package dev.adjoint.runtime.optim;

import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.Elementwise;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.TernaryOp;
import dev.adjoint.runtime.backend.spi.UnaryOp;
import dev.adjoint.runtime.tensor.Tensor;

/**
 * Updates of an optimizer's own tensors, each one pass over memory. Operands and result have one shape and type; a result
 * may be one of the operands. Tensors that others can see are changed through their own methods, which count versions.
 */
final class Passes {
  private Passes() {}

  private static Elementwise kernels(Tensor out) {
    return out.view().storage().backend().elementwise();
  }

  /** {@code out = x + factor * y}. */
  static void addScaled(Tensor x, double factor, Tensor y, Tensor out) {
    kernels(out).ternary(TernaryOp.ADD_MUL, x.view(), y.view(), Scalar.of(factor), out.view());
  }

  /** {@code average += weight * (x - average)}. */
  static void lerp(Tensor average, Tensor x, double weight) {
    kernels(average).ternary(TernaryOp.LERP, average.view(), x.view(), Scalar.of(weight), average.view());
  }

  /** {@code out = op(x)}. */
  static void unary(UnaryOp op, Tensor x, Tensor out) {
    kernels(out).unary(op, x.view(), out.view());
  }

  /** {@code out = op(x, y)}. */
  static void binary(BinaryOp op, Tensor x, Tensor y, Tensor out) {
    kernels(out).binary(op, x.view(), y.view(), out.view());
  }

  /** {@code x = op(x, c)}. */
  static void binary(BinaryOp op, Tensor x, double c) {
    kernels(x).binary(op, x.view(), Scalar.of(c), x.view());
  }

  /**
   * The gradient to follow: {@code -+gradient + decay * parameter}, and the gradient itself where that is it.
   *
   * @param maximize whether its sign is changed
   * @param scratch where a result goes that is not the gradient
   */
  static Tensor direction(Tensor parameter, Tensor gradient, boolean maximize, double decay, Tensor scratch) {
    Tensor result = gradient;
    if (maximize) {
      unary(UnaryOp.NEG, gradient, scratch);
      result = scratch;
    }
    if (decay != 0) {
      addScaled(result, decay, parameter, scratch);
      result = scratch;
    }
    return result;
  }
}
