package dev.adjoint.runtime.tensor;

import static dev.adjoint.runtime.tensor.BinaryOperation.Value.A;
import static dev.adjoint.runtime.tensor.BinaryOperation.Value.B;

import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.tensor.BinaryOperation.Side;
import java.util.Set;

/**
 * Operations that derivatives consist of: a seed times a partial derivative in one pass. Linear in the seed, with
 * derivatives of their own for second order.
 */
final class Pulls {
  private static final double INVERSE_SQRT_2PI = 1 / Math.sqrt(2 * Math.PI);
  private static final Set<BinaryOperation.Value> BOTH = Set.of(A, B);

  /** {@code s == 0 ? 0 : s * p}. */
  private static final BinaryOperation SEED_MUL = new BinaryOperation("seedMul", BinaryOp.SEED_MUL,
      new Side(Set.of(B), (s, p, r, g) -> seedMul(g, p)),
      new Side(Set.of(A), (s, p, r, g) -> seedMul(g, s)));

  /** {@code s == 0 ? 0 : s / q}. */
  private static final BinaryOperation SEED_DIV = new BinaryOperation("seedDiv", BinaryOp.SEED_DIV,
      new Side(Set.of(B), (s, q, r, g) -> seedDiv(g, q)),
      new Side(BOTH, (s, q, r, g) -> seedDiv(seedMul(g, s).neg(), q.square())));

  private static final BinaryOperation TANH = new BinaryOperation("tanhBackward", BinaryOp.TANH_PULL,
      new Side(Set.of(B), (s, y, r, g) -> tanh(g, y)),
      new Side(BOTH, (s, y, r, g) -> g.mul(s).mul(y.mul(-2L))));

  private static final BinaryOperation SIGMOID = new BinaryOperation("sigmoidBackward", BinaryOp.SIGMOID_PULL,
      new Side(Set.of(B), (s, y, r, g) -> sigmoid(g, y)),
      new Side(BOTH, (s, y, r, g) -> g.mul(s).mul(y.mul(-2L).add(1L))));

  private static final BinaryOperation RELU = new BinaryOperation("reluBackward", BinaryOp.RELU_PULL,
      new Side(Set.of(B), (s, y, r, g) -> relu(g, y)),
      new Side(Set.of(), (s, y, r, g) -> Tensor.zerosLike(g)));

  private static final BinaryOperation GELU = new BinaryOperation("geluBackward", BinaryOp.GELU_PULL,
      new Side(Set.of(B), (s, x, r, g) -> gelu(g, x)),
      // (Phi + x phi)' = phi + phi - x^2 phi
      new Side(BOTH, (s, x, r, g) -> g.mul(s).mul(normalDensity(x).mul(x.square().neg().add(2L)))));

  private static final BinaryOperation SOFTPLUS = new BinaryOperation("softplusBackward", BinaryOp.SOFTPLUS_PULL,
      new Side(Set.of(B), (s, x, r, g) -> softplus(g, x)),
      new Side(BOTH, (s, x, r, g) -> keep(sigmoid(g.mul(s), x.sigmoid()), x.le(20))));

  private static final BinaryOperation SQRT = new BinaryOperation("sqrtBackward", BinaryOp.SQRT_PULL,
      new Side(Set.of(B), (s, y, r, g) -> sqrt(g, y)),
      new Side(BOTH, (s, y, r, g) -> seedDiv(seedMul(g, s).mul(-0.5), y.square())));

  private Pulls() {}

  /** The seed where the condition holds, 0 elsewhere. */
  static Tensor keep(Tensor seed, Tensor condition) {
    return Tensor.where(condition, seed, Tensor.zerosLike(seed));
  }

  /** The standard normal density. */
  private static Tensor normalDensity(Tensor x) {
    return x.square().mul(-0.5).exp().mul(INVERSE_SQRT_2PI);
  }

  static Tensor seedMul(Tensor seed, Tensor partial) {
    return SEED_MUL.apply(seed, partial);
  }

  static Tensor seedDiv(Tensor seed, Tensor divisor) {
    return SEED_DIV.apply(seed, divisor);
  }

  static Tensor tanh(Tensor seed, Tensor y) {
    return TANH.apply(seed, y);
  }

  static Tensor sigmoid(Tensor seed, Tensor y) {
    return SIGMOID.apply(seed, y);
  }

  static Tensor relu(Tensor seed, Tensor y) {
    return RELU.apply(seed, y);
  }

  static Tensor gelu(Tensor seed, Tensor x) {
    return GELU.apply(seed, x);
  }

  static Tensor softplus(Tensor seed, Tensor x) {
    return SOFTPLUS.apply(seed, x);
  }

  static Tensor sqrt(Tensor seed, Tensor y) {
    return SQRT.apply(seed, y);
  }
}
