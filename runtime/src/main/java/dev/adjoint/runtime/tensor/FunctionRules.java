package dev.adjoint.runtime.tensor;

import static dev.adjoint.annotations.DerivativeOf.Mode.ELEMENTWISE;

import dev.adjoint.annotations.DerivativeOf;

/**
 * The derivatives of the functions of each element, each written once: eager graphs and generated code call them. They are tensor
 * operations themselves and so can be differentiated.
 *
 * <p>Kinks and singular points are those of {@code docs/semantics.md}: where a partial can be infinite, a zero seed gives
 * an exact zero.
 */
public final class FunctionRules {
  private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

  private FunctionRules() {}

  /** {@code sign(x)}, 0 at 0. */
  @DerivativeOf(type = TensorFunctions.class, method = "abs", wrt = "self", mode = ELEMENTWISE)
  public static Tensor absSelf(Tensor self, Tensor seed) {
    return seed.mul(self.sign());
  }

  /** 0. */
  @DerivativeOf(type = TensorFunctions.class, method = "sign", wrt = "self", mode = ELEMENTWISE)
  public static Tensor signSelf(Tensor seed) {
    return Tensor.zerosLike(seed);
  }

  /** {@code 2 x}. */
  @DerivativeOf(type = TensorFunctions.class, method = "square", wrt = "self", mode = ELEMENTWISE)
  public static Tensor squareSelf(Tensor self, Tensor seed) {
    return seed.mul(self.mul(2L));
  }

  /** {@code e^x}. */
  @DerivativeOf(type = TensorFunctions.class, method = "exp", wrt = "self", mode = ELEMENTWISE)
  public static Tensor expSelf(Tensor result, Tensor seed) {
    return seed.mul(result);
  }

  /** {@code e^x}. */
  @DerivativeOf(type = TensorFunctions.class, method = "expm1", wrt = "self", mode = ELEMENTWISE)
  public static Tensor expm1Self(Tensor result, Tensor seed) {
    return seed.mul(result.add(1L));
  }

  /** {@code 1 / x}. */
  @DerivativeOf(type = TensorFunctions.class, method = "log", wrt = "self", mode = ELEMENTWISE)
  public static Tensor logSelf(Tensor self, Tensor seed) {
    return Pulls.seedDiv(seed, self);
  }

  /** {@code 1 / (1 + x)}. */
  @DerivativeOf(type = TensorFunctions.class, method = "log1p", wrt = "self", mode = ELEMENTWISE)
  public static Tensor log1pSelf(Tensor self, Tensor seed) {
    return Pulls.seedDiv(seed, self.add(1L));
  }

  /** {@code 1 / (2 sqrt(x))}. */
  @DerivativeOf(type = TensorFunctions.class, method = "sqrt", wrt = "self", mode = ELEMENTWISE)
  public static Tensor sqrtSelf(Tensor result, Tensor seed) {
    return Pulls.sqrt(seed, result);
  }

  /** {@code -x^(-3/2) / 2}. */
  @DerivativeOf(type = TensorFunctions.class, method = "rsqrt", wrt = "self", mode = ELEMENTWISE)
  public static Tensor rsqrtSelf(Tensor result, Tensor seed) {
    return Pulls.seedMul(seed, result.pow(3L).mul(-0.5));
  }

  /** {@code -1 / x^2}. */
  @DerivativeOf(type = TensorFunctions.class, method = "reciprocal", wrt = "self", mode = ELEMENTWISE)
  public static Tensor reciprocalSelf(Tensor result, Tensor seed) {
    return Pulls.seedMul(seed, result.square().neg());
  }

  /** {@code cos(x)}. */
  @DerivativeOf(type = TensorFunctions.class, method = "sin", wrt = "self", mode = ELEMENTWISE)
  public static Tensor sinSelf(Tensor self, Tensor seed) {
    return seed.mul(self.cos());
  }

  /** {@code -sin(x)}. */
  @DerivativeOf(type = TensorFunctions.class, method = "cos", wrt = "self", mode = ELEMENTWISE)
  public static Tensor cosSelf(Tensor self, Tensor seed) {
    return seed.mul(self.sin().neg());
  }

  /** {@code 1 + tan(x)^2}. */
  @DerivativeOf(type = TensorFunctions.class, method = "tan", wrt = "self", mode = ELEMENTWISE)
  public static Tensor tanSelf(Tensor result, Tensor seed) {
    return seed.mul(result.square().add(1L));
  }

  /** {@code 1 - tanh(x)^2}. */
  @DerivativeOf(type = TensorFunctions.class, method = "tanh", wrt = "self", mode = ELEMENTWISE)
  public static Tensor tanhSelf(Tensor result, Tensor seed) {
    return Pulls.tanh(seed, result);
  }

  /** {@code y (1 - y)}. */
  @DerivativeOf(type = TensorFunctions.class, method = "sigmoid", wrt = "self", mode = ELEMENTWISE)
  public static Tensor sigmoidSelf(Tensor result, Tensor seed) {
    return Pulls.sigmoid(seed, result);
  }

  /** {@code x <= 0 ? 0 : 1}. */
  @DerivativeOf(type = TensorFunctions.class, method = "relu", wrt = "self", mode = ELEMENTWISE)
  public static Tensor reluSelf(Tensor result, Tensor seed) {
    return Pulls.relu(seed, result);
  }

  /** {@code 2 / sqrt(pi) e^(-x^2)}. */
  @DerivativeOf(type = TensorFunctions.class, method = "erf", wrt = "self", mode = ELEMENTWISE)
  public static Tensor erfSelf(Tensor self, Tensor seed) {
    return seed.mul(self.square().neg().exp().mul(TWO_OVER_SQRT_PI));
  }

  /** {@code Phi(x) + x phi(x)}. */
  @DerivativeOf(type = TensorFunctions.class, method = "gelu", wrt = "self", mode = ELEMENTWISE)
  public static Tensor geluSelf(Tensor self, Tensor seed) {
    return Pulls.gelu(seed, self);
  }

  /** {@code 1 / (1 + e^-x)}. */
  @DerivativeOf(type = TensorFunctions.class, method = "softplus", wrt = "self", mode = ELEMENTWISE)
  public static Tensor softplusSelf(Tensor self, Tensor seed) {
    return Pulls.softplus(seed, self);
  }

  /** 0. */
  @DerivativeOf(type = TensorFunctions.class, method = "floor", wrt = "self", mode = ELEMENTWISE)
  public static Tensor floorSelf(Tensor seed) {
    return Tensor.zerosLike(seed);
  }

  /** 0. */
  @DerivativeOf(type = TensorFunctions.class, method = "ceil", wrt = "self", mode = ELEMENTWISE)
  public static Tensor ceilSelf(Tensor seed) {
    return Tensor.zerosLike(seed);
  }

  /** 0. */
  @DerivativeOf(type = TensorFunctions.class, method = "round", wrt = "self", mode = ELEMENTWISE)
  public static Tensor roundSelf(Tensor seed) {
    return Tensor.zerosLike(seed);
  }

  /** 1 on the bounds and between them, 0 outside. */
  @DerivativeOf(type = TensorFunctions.class, method = "clamp", wrt = "self", mode = ELEMENTWISE)
  public static Tensor clampSelf(Tensor self, double lower, double upper, Tensor seed) {
    return Pulls.seedMul(Ternary.within(self, lower, upper), seed);
  }

  /** 0 under the mask. */
  @DerivativeOf(type = TensorFunctions.class, method = "maskedFill", wrt = "self", mode = ELEMENTWISE)
  public static Tensor maskedFillSelf(Tensor mask, Tensor seed) {
    return Pulls.keep(seed, mask.logicalNot());
  }

  /** 1 where the condition holds. */
  @DerivativeOf(type = Tensor.class, method = "where", wrt = "a", mode = ELEMENTWISE)
  public static Tensor whereA(Tensor condition, Tensor seed) {
    return Pulls.keep(seed, condition);
  }

  /** 1 where the condition does not hold. */
  @DerivativeOf(type = Tensor.class, method = "where", wrt = "b", mode = ELEMENTWISE)
  public static Tensor whereB(Tensor condition, Tensor seed) {
    return Pulls.keep(seed, condition.logicalNot());
  }
}
